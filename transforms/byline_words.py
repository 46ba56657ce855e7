"""The words around names and dates in the lines over an article, by language: data, not code.

``|`` stands between the words of a language. The patterns of transforms.bylines are made of them.
"""

from __future__ import annotations

import re

BY = {
    "en": "by|written by|reported by|posted by|published by|story by|words by|text by",
    "de": "von|text von|ein beitrag von|eine analyse von|ein kommentar von",
    "fr": "par|propos recueillis par|texte de|publié par|rédigé par",
    "es": "por|escrito por|redacción de",
    "pt": "por|texto de|escrito por|da redação de",
    "it": "di|a cura di|dal nostro inviato|scritto da",
    "nl": "door|geschreven door|tekst",
    "ru": "от|автор|авторы|текст|автор статьи",
    "ar": "بقلم|كتب|كتبت|إعداد|تحرير|الكاتب|كتبه",
    "hi": "द्वारा|लेखक|रिपोर्ट|लेखिका|रिपोर्टर|संवाददाता|रिपोर्टेड बाय|written by",
    "ur": "تحریر|از|مصنف|رپورٹ|نامہ نگار",
    "ja": "文|取材・文|執筆|筆者|文・写真|記者",
    "ko": "글|글쓴이|작성자|취재",
    "zh": "文|作者|撰文|记者|記者|本报记者|本報記者|编辑|編輯|责任编辑|責任編輯|责编|通讯员",
}
"""Before a name."""

ROLES_BEHIND = "記者|編集委員|論説委員|特派員|支局長|기자|특파원|선임기자|논설위원|인턴기자|记者|特约记者"
"""Behind a name, in scripts where the office follows it."""

LABELS = {
    "en": "first published|published on|published at|published|posted on|posted|updated on|updated|last updated|"
    "last modified|modified|created|date|on|at|publication date|issued on",
    "de": "veröffentlicht am|veröffentlicht|aktualisiert am|aktualisiert|stand|erschienen am|zuletzt aktualisiert|um|"
    "am|vom|zuletzt bearbeitet|publiziert am|publiziert",
    "fr": "publié le|publié|mis à jour le|mis à jour|modifié le|le|à|créé le|dernière mise à jour|date de publication|"
    "mise à jour",
    "es": "publicado el|publicado en|publicado|actualizado el|actualizado a|actualizado|fecha|a las|el|"
    "última actualización|creado|hora",
    "pt": "publicado em|publicado|atualizado em|atualizado|às|em|última atualização|criado em|data|postado em|há",
    "it": "pubblicato il|pubblicato|aggiornato il|aggiornato|alle|ore|il|ultimo aggiornamento|data|modificato il",
    "nl": "gepubliceerd op|gepubliceerd|bijgewerkt op|bijgewerkt|laatst bijgewerkt|geplaatst op|om|op|laatste update|"
    "gewijzigd",
    "ru": "опубликовано|обновлено|дата публикации|дата|в|г|года|последнее обновление|создано|изменено|время публикации",
    "ar": "نشر في|نشر|تاريخ النشر|تم النشر|آخر تحديث|تم التحديث|تحديث|الساعة|تاريخ|يوم|بتاريخ|ص|م",
    "hi": "प्रकाशित|प्रकाशन तिथि|अपडेटेड|अपडेट|अपडेट किया गया|पब्लिश|पब्लिश्ड|आखरी अपडेट|दिनांक|को|बजे|तारीख",
    "ur": "شائع|شائع شدہ|تاریخ اشاعت|اپ ڈیٹ|اپڈیٹ|آخری اپ ڈیٹ|بجے|بروز|تاریخ|کو",
    "ja": "公開日|公開|更新日|更新|投稿日|配信|掲載|最終更新|発行|入力|付|公開日時|更新日時|配信日|掲載日",
    "ko": "입력|수정|등록|승인|발행일|발행|최종수정|최종 수정|기사입력|기사수정|게재|업데이트|오전|오후|기사승인|작성",
    "zh": "发布时间|發布時間|发布|發布|发表于|發表於|更新时间|更新時間|更新|发表时间|时间|時間|日期|上传时间|编辑时间|"
    "最后更新|出版时间|刊登",
}
"""Before or behind a date."""

UPDATES = (
    "updated|modified|aktualisiert|zuletzt bearbeitet|mis à jour|mise à jour|modifié le|actualizado|"
    "última actualización|atualizado|última atualização|aggiornato|ultimo aggiornamento|bijgewerkt|"
    "laatste update|gewijzigd|обновлено|изменено|آخر تحديث|تم التحديث|अपडेटेड|अपडेट|آخری اپ ڈیٹ|اپ ڈیٹ|更新|수정|"
    "최종수정|업데이트"
)
"""Which of them say that the text was changed, and not when it appeared."""

WEEKDAYS = (
    "mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun|monday|tuesday|wednesday|thursday|friday|saturday|"
    "sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so|lundi|"
    "mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    "segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|segunda|terça|quarta|quinta|sexta|lunedì|"
    "martedì|mercoledì|giovedì|venerdì|sabato|domenica|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|"
    "zondag|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|الاثنين|الإثنين|الثلاثاء|الأربعاء|"
    "الخميس|الجمعة|السبت|الأحد|सोमवार|मंगलवार|बुधवार|गुरुवार|शुक्रवार|शनिवार|रविवार|پیر|منگل|بدھ|جمعرات|جمعہ|"
    "ہفتہ|اتوار"
)
_GLUED_WEEKDAYS = (
    r"[(（]?[月火水木金土日](?:曜日?)?[)）]|[月火水木金土日]曜日?|星期[一二三四五六日天]|周[一二三四五六日]|"
    r"[월화수목금토일]요일|\([월화수목금토일]\)"
)


def pattern_of(*lines: str) -> str:
    """The words as one alternation, longest first; those of scripts with spaces only as whole words."""
    words = {word for line in lines for word in line.split("|")}
    ordered = sorted(words, key=lambda word: (-len(word), word))
    glued = "|".join(re.escape(word) for word in ordered if word[-1] >= "\u3000")
    spaced = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered if word[-1] < "\u3000")
    return "|".join(filter(None, (rf"(?<![^\W_])(?:{spaced})(?![^\W_])" if spaced else "", glued)))


WEEKDAY_PATTERN = rf"{pattern_of(WEEKDAYS)}|{_GLUED_WEEKDAYS}"
