"""Words that say whose a text or a picture is."""

from __future__ import annotations

from transforms.clean.wording import Table

COPYRIGHT: Table = {
    "en": "©|(c)|copyright|all rights reserved|all contents copyright|all content copyright|"
    "published under a creative commons|this material may not be|no part of this publication may be|"
    "reproduction in whole or in part",
    "de": "©|copyright|alle rechte vorbehalten|alle inhalte dieser seite sind urheberrechtlich|"
    "nachdruck, auch auszugsweise|nachdruck verboten|urheberrechtlich geschützt|weiterverbreitung nur mit",
    "fr": "©|copyright|tous droits réservés|tous droits de reproduction|toute reproduction|reproduction interdite|"
    "droits de reproduction et de diffusion réservés",
    "es": "©|copyright|todos los derechos reservados|derechos reservados|prohibida su reproducción|"
    "prohibida la reproducción|queda prohibida la reproducción|d.r. ©",
    "pt": "©|copyright|todos os direitos reservados|direitos reservados|proibida a reprodução|"
    "é proibida a reprodução|reprodução proibida|conteúdo protegido|reservados todos os direitos",
    "it": "©|copyright|tutti i diritti riservati|riproduzione riservata|© riproduzione riservata|"
    "vietata la riproduzione|è vietata la riproduzione|diritti riservati",
    "nl": "©|copyright|alle rechten voorbehouden|op dit artikel rust copyright|auteursrecht voorbehouden|"
    "overname van dit artikel|niets uit deze uitgave mag",
    "ru": "©|все права защищены|все права на материалы|перепечатка запрещена|копирование запрещено|"
    "перепечатка материалов|при перепечатке|использование материалов|при цитировании",
    "ar": "©|جميع الحقوق محفوظة|كافة الحقوق محفوظة|كل الحقوق محفوظة|حقوق النشر محفوظة|حقوق الطبع والنشر|يمنع نقل|"
    "لا يجوز إعادة نشر|يمنع إعادة نشر",
    "hi": "©|कॉपीराइट|सर्वाधिकार सुरक्षित|सभी अधिकार सुरक्षित|बिना अनुमति|इस सामग्री का पुन: प्रकाशन",
    "ur": "©|کاپی رائٹ|جملہ حقوق محفوظ|جملہ حقوق محفوظ ہیں|تمام حقوق محفوظ|تمام حقوق محفوظ ہیں|جملہ حقوق بحق|"
    "بلا اجازت|بغیر اجازت",
    "ja": "©|(c)|copyright|無断転載|本紙の記事の無断転載|記事・写真の無断転載|無断複製|著作権|掲載の記事・写真|"
    "当サイトの記事",
    "ko": "©|(c)|ⓒ|copyright|저작권자|저작권|무단 전재|무단전재|<저작권자|[저작권자|<ⓒ|모든 권리",
    "zh": "©|copyright|版权所有|版權所有|版权声明|版權聲明|未经授权|未經授權|本文版权|本站版权|转载请注明|"
    "转载请注明来源|转载请注明出处|轉載請註明出處|轉載請註明|著作權所有|凡本网|禁止转载|严禁转载|請勿轉載|"
    "本報版權",
}
"""How a claim to rights begins."""

FORBIDS: Table = {
    "en": "may not be published, broadcast, rewritten|may not be reproduced|may not be republished|"
    "may not be reprinted|all rights reserved|without prior written permission|without written permission|"
    "without the prior permission|creative commons|terms of use|without express",
    "de": "alle rechte vorbehalten|nur mit schriftlicher genehmigung|nur mit genehmigung|ohne genehmigung|"
    "ausdrücklicher genehmigung|vervielfältigung|urheberrechtlich geschützt|nicht gestattet",
    "fr": "tous droits réservés|sans autorisation|est interdite|reproduction interdite|sans l'accord",
    "es": "todos los derechos reservados|derechos reservados|sin autorización|sin la autorización|sin permiso|"
    "prohibida su reproducción|prohibida la reproducción|reproducción total o parcial",
    "pt": "todos os direitos reservados|direitos reservados|sem autorização|sem prévia autorização|"
    "proibida a reprodução|reprodução proibida|sem a devida autorização",
    "it": "tutti i diritti riservati|riproduzione riservata|vietata la riproduzione|senza autorizzazione",
    "nl": "alle rechten voorbehouden|zonder toestemming|zonder schriftelijke toestemming|niet toegestaan|"
    "rust copyright",
    "ru": "все права защищены|без разрешения|без согласия|ссылка на источник обязательна|гиперссылка обязательна|"
    "активная ссылка|запрещена|запрещено|только с разрешения|гиперссылк",
    "ar": "الحقوق محفوظة|دون إذن|بدون إذن|دون موافقة|إلا بإذن|إذن خطي|حقوق النشر",
    "hi": "सर्वाधिकार सुरक्षित|सभी अधिकार सुरक्षित|बिना अनुमति|प्रकाशन वर्जित|पुनर्प्रकाशन|लिखित अनुमति",
    "ur": "حقوق محفوظ|بلا اجازت|بغیر اجازت|اجازت کے بغیر|شائع نہیں کیا جا سکتا|نقل کرنا منع",
    "ja": "無断転載|無断複製|転載を禁じ|転載禁止|転載・複製|著作権法|無断で",
    "ko": "무단 전재|무단전재|재배포 금지|재배포금지|재배포 및|ai 학습|저작권자|무단 복제|all rights reserved",
    "zh": "不得转载|不得轉載|未经授权|未經授權|版权所有|版權所有|请注明|請註明|禁止转载|严禁转载|不得刊載|不得复制|"
    "请勿转载|請勿轉載|授权转载",
}
"""What such a notice says somewhere; a claim without it must name a year or a holder."""

INPUTS: Table = {
    "en": "with inputs from|with input from|inputs from|with additional inputs from|with agency inputs from|"
    "with reporting by|with reports from|with report from|with files from|with additional reporting by|"
    "with information from|additional reporting by|additional reporting from|additional information from|"
    "contains inputs from|with reporting from|with agencies|source|sources|with wire reports from|"
    "from our wire services",
    "de": "mit material von|mit material der|mit agenturmaterial von|quelle|quellen|mit informationen von|"
    "mit informationen der|unter verwendung von|mit|material von|verwendete quellen|mit agenturmaterial",
    "fr": "avec|source|sources|avec l'|avec les informations de|avec la contribution de|avec les agences|d'après|"
    "texte de",
    "es": "con información de|con informacion de|con datos de|con información del|fuente|fuentes|con reportes de|"
    "con material de|con aportes de|con|información de|con agencias",
    "pt": "com informações da|com informações do|com informações de|com informações das|com informações dos|fonte|"
    "fontes|com agências|com|com dados da|com conteúdo da|com reportagem de|com material da|informações da",
    "it": "fonte|fonti|con informazioni di|con informazioni da|con il contributo di|a cura di|con agenzie|con",
    "nl": "bron|bronnen|met informatie van|met medewerking van|met|met dank aan|in samenwerking met",
    "ru": "источник|источники|по материалам|по данным|по информации|с использованием материалов|фото и текст|"
    "по сообщению|по сообщениям",
    "ar": "المصدر|المصادر|المصدر الجزيرة|مع معلومات من|نقلا عن|نقلاً عن|وكالات|المصدر وكالات|بالتعاون مع",
    "hi": "इनपुट|स्रोत|सोर्स|साभार|एजेंसी इनपुट|इनपुट के साथ|भाषा इनपुट|(इनपुट",
    "ur": "بشکریہ|ذریعہ|ذرائع|ماخذ|بحوالہ|بہ شکریہ|ایجنسی|خبر رساں",
    "ja": "情報提供|出典|出所|配信|提供|協力|取材協力",
    "ko": "출처|자료|자료제공|제공|자료출처|자료 제공|제휴사|도움말|정보제공",
    "zh": "来源|來源|信息来源|消息来源|资料来源|資料來源|新闻来源|新聞來源|稿源|综合|綜合|本文来源|文章来源|转自|"
    "轉自|本文轉載自|综合来源",
}
"""Before the names of those whose matter went into a text, in a line that says no more."""

INPUTS_AFTER: Table = {
    "en": "contributed to this report|contributed to this story|contributed to this article|contributed reporting|"
    "contributed|contributed from*",
    "hi": "के इनपुट के साथ|इनपुट के साथ|के इनपुट|से इनपुट|की रिपोर्ट",
    "ur": "کی رپورٹ کے ساتھ|کے تعاون سے|کی معلومات کے ساتھ",
    "ja": "配信|提供|発|による",
    "ko": "제공|특약|연합",
    "zh": "供稿|电|電|讯|訊|报道|報導|综合报道|綜合報導",
    "ru": "с соб. инф|— источник",
    "de": "hat zu diesem bericht beigetragen|haben zu diesem bericht beigetragen",
    "fr": "a contribué à cet article|ont contribué à cet article",
    "es": "contribuyó a este reporte|contribuyó a este informe|contribuyeron a este reporte|"
    "contribuyeron a este informe|contribuyó con este reporte|colaboró con este reporte|"
    "contribuyó con información",
    "pt": "contribuiu para esta reportagem|contribuíram para esta reportagem|colaborou com esta reportagem",
    "it": "ha contribuito a questo articolo|hanno contribuito a questo articolo",
    "nl": "werkte mee aan dit artikel|droeg bij aan dit artikel|werkten mee aan dit artikel",
    "ar": "ساهم في هذا التقرير|ساهمت في هذا التقرير|شارك في إعداد هذا التقرير|شاركت في إعداد التقرير",
}
"""Behind such names."""

PHOTO: Table = {
    "en": "photo|photos|photograph|photographs|photographer|image|images|picture|pictures|graphic|illustration|"
    "video|file photo|representational image|representative image|photo credit|photo credits|image credit|"
    "image credits|picture credit|photo by|photos by|image by|photo courtesy|photo courtesy of|"
    "image courtesy of|image source|photo source|credit|pic|featured image|infographic|graphics|cover photo",
    "de": "foto|fotos|bild|bilder|bildquelle|quelle foto|fotoquelle|bildnachweis|fotocredit|grafik|symbolbild|"
    "symbolfoto|titelbild|archivbild|archivfoto|illustration|bildrechte|foto von|zeichnung|collage",
    "fr": "photo|photos|crédit photo|crédits photo|crédit|crédits|image|illustration|infographie|"
    "photo d'illustration|photo d'archives|légende|© photo|dessin|source photo",
    "es": "foto|fotos|fotografía|fotografías|imagen|imágenes|crédito|créditos|crédito foto|foto de archivo|"
    "foto archivo|fotografía de|ilustración|infografía|gráfico|foto referencial|imagen referencial|video|"
    "vídeo",
    "pt": "foto|fotos|fotografia|imagem|imagens|crédito|créditos|crédito da foto|crédito foto|foto de arquivo|"
    "foto reprodução|reprodução|ilustração|infográfico|arte|divulgação|imagem ilustrativa",
    "it": "foto|immagine|fotografia|credit|crediti|foto d'archivio|credits|credit photo|illustrazione|grafica|"
    "foto di repertorio|crediti foto|credito|video",
    "nl": "foto|foto's|beeld|fotografie|afbeelding|illustratie|bron foto|archieffoto|beeld van|fotograaf|"
    "infographic|grafiek|foto ter illustratie",
    "ru": "фото|фотография|фотограф|изображение|иллюстрация|источник фото|фото автора|автор фото|архивное фото|"
    "инфографика|кадр из видео|скриншот|рисунок|коллаж|фото из архива|фото с сайта",
    "ar": "صورة|الصورة|الصور|تصوير|مصدر الصورة|صورة أرشيفية|تصوير فوتوغرافي|عدسة|رسم|حقوق الصورة|المصور|كاريكاتير",
    "hi": "फोटो|फ़ोटो|तस्वीर|तस्वीरें|चित्र|फोटो साभार|फोटो क्रेडिट|फोटो सोर्स|फ़ाइल फोटो|फाइल फोटो|"
    "प्रतीकात्मक तस्वीर|सांकेतिक तस्वीर|इमेज सोर्स|इमेज कैप्शन|इमेज स्रोत|तस्वीर साभार",
    "ur": "فوٹو|تصویر|تصاویر|فائل فوٹو|تصویر بشکریہ|فوٹو بشکریہ|فوٹو کریڈٹ|تصویر کا ذریعہ|تصویر کا کیپشن|"
    "فوٹو گرافر|علامتی تصویر",
    "ja": "写真|写真提供|撮影|画像|画像提供|図|図版|グラフ|イラスト|写真はイメージ|資料写真|写真撮影|動画|提供写真",
    "ko": "사진|사진제공|사진 제공|사진출처|사진 출처|이미지|그래픽|자료사진|자료 사진|일러스트|삽화|영상|사진기자|"
    "영상편집|포토",
    "zh": "图|圖|图片|圖片|图源|圖源|图片来源|圖片來源|图片提供|照片|摄影|攝影|摄|資料圖|资料图|资料图片|示意图|"
    "示意圖|配图|图为资料|图/文|图文|制图|视频|翻攝",
}
"""Before a colon or a slash and the name of who made a picture."""

PICTURE_SOURCES = (
    "ap photo|ap|getty|getty images|reuters|afp|epa|epa-efe|efe|shutterstock|istock|istockphoto|alamy|"
    "file photo|file|handout|courtesy|pti|ani|dpa|imago|imago images|picture alliance|picture-alliance|photo|"
    "foto|bloomberg|pool|ansa|lapresse|belga|anp|lusa|keystone|apa|archivo|reproducción|reprodução|"
    "divulgação|arquivo|agência brasil|archives|archive|archief|archiv|symbolbild|symbolfoto|tass|тасс|"
    "риа новости|рбк|xinhua|新华社|新華社|中新社|法新社|美联社|路透社|视觉中国|资料图|ロイター|共同|時事|"
    "ap通信|連合ニュース|연합뉴스|뉴시스|뉴스1|로이터|게티이미지|getty images bank|रॉयटर्स|एएनआई|पीटीआई|"
    "एएफपी|गेटी इमेजेज|روئٹرز|اے ایف پی|گیٹی امیجز|رويترز|أ ف ب|الفرنسية|غيتي|أسوشيتد برس|الأناضول|anadolu|"
    "anadolu agency|unsplash|pixabay|pexels|wikimedia|wikimedia commons|flickr|twitter|facebook|instagram|"
    "cnn|bbc|nasa|supplied|submitted photo|provided photo|screenshot|zdf|ard|afp via getty images|"
    "reuters photo"
)
"""Agencies and places of pictures: in brackets behind a caption, or behind a slash."""
