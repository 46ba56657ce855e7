"""Agencies that prose names as its source, in languages other than English: "laut dpa", "据新华社报道".

Only agencies, never outlets: the words that mark a phrase as an outlet's name are English. A name counts where words
that attribute stand before or behind it; they are the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from transforms.agencies import AGENCIES, AMBIGUOUS
from transforms.prose import glues
from transforms.text import fold

_BEFORE = (
    r"laut|nach angaben (?:der|von)|berichtet(?:e)?|meldet(?:e)?|sagte|gegenüber|"
    r"nachrichtenagentur|presseagentur|teilte|zitiert(?:e)?|"
    r"unter berufung auf|"
    r"selon|d'après|rapporte|a rapporté|indique|a indiqué à|a déclaré à|a dit à|citée? par|à|"
    r"según|informó|reportó|dijo a|declaró a|de acuerdo con|reporta|informa|citado por|aseguró a|explicó a|"
    r"segundo|informou|disse à|disse a|declarou à|de acordo com|conforme|noticiou|afirmou à|"
    r"secondo|riporta|riferisce|ha detto a|ha detto all'|ha dichiarato a|citat[oa] da|come riporta|fonti|"
    r"volgens|meldt|schrijft|bericht|tegen|persbureau|tegenover|"
    r"сообщает|сообщил[аио]?|передает|передал[аио]?|пишет|по данным|по информации|со ссылкой на|"
    r"рассказал[аи]?|заявил[аи]?|"
    r"نقلا عن|وفقا ل|وفق ما نقلت|بحسب|نقلت|قالت|ذكرت|أفادت|أوردت|نشرت|حسب"
)
_BETWEEN = (
    r"(?:\s?(?:der|die|das|dem|den|von|l'|la|le|les|de|del|el|los|da|do|a|o|ao|à|al|all'|alla|dall'|dalla|het|persbureau|"
    r"nachrichtenagentur|agentur|agence|agencia|agência|agenzia|de presse|de notícias|de noticias|di stampa|"
    r"агентств[оауе]|агентству|информагентство|وكالة|لوكالة|وكالات|الأنباء|أنباء|عن|خبرگزاری|"
    r"deutschen|französische|russische|russischen|britischen|amerikanischen|news agency)\s?){0,4}"
)
_BEHIND = (
    r"\s(?:berichtete|berichtet|meldete|meldet|zufolge|erfuhr|a rapporté|rapporte|a annoncé|a indiqué|informó|reportó|"
    r"informou|noticiou|ha riferito|riferisce|meldt|meldde|сообщает|сообщило|сообщил|передает)\b|"
    r"\s?(?:ने बताया|ने कहा|के अनुसार|के मुताबिक|को बताया|की रिपोर्ट|से कहा|کے مطابق|نے بتایا|کو بتایا|نے کہا|کی رپورٹ)|"
    r"(?:通信)?(?:によると|が報じ|が伝え|に語っ|に対し)|"
    r"(?:통신)?(?:에 따르면|가 보도|이 보도|가 전했|은 .{0,12}보도|는 .{0,12}보도)|"
    r"(?:\d{1,2}日)?(?:报道|報道|報導|消息|电|援引)"
)
_EASTERN_BEFORE = r"(?:据|據|援引|引述|告诉|告訴)[\u4e00-\u9fff]{0,6}"


def _alternation(codes: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, codes), key=lambda code: (-len(code), code)))


_ATTRIBUTED = frozenset({"efe", "lusa", "epd", "kna", "sda", "apa", "sid"})
"""Ambiguous codes that nothing else is attributed to in these languages."""

_SURE = [code for code in AGENCIES if code not in AMBIGUOUS or code in _ATTRIBUTED or not code.isascii()]
_SPACED = _alternation(code for code in _SURE if not glues(code[-1]) and len(code) > 2)
_GLUED = _alternation(code for code in _SURE if glues(code[-1]))
_NAMED_BEFORE = re.compile(rf"\b(?:{_BEFORE})\s?{_BETWEEN}(?P<name>{_SPACED})(?!\w)")
_NAMED_BEHIND = re.compile(rf"(?<!\w)(?P<name>{_SPACED})(?:{_BEHIND})")
_NAMED_EASTERN = re.compile(rf"{_EASTERN_BEFORE}(?P<name>{_GLUED})|(?P<other>{_GLUED}|afp|reuters|ap)(?:{_BEHIND})")
_LATIN = (
    "reuters|dpa|epd|kna|sda|ansa|efe|lusa|afp|apa|adnkronos|bloomberg|xinhua|kyodo|yonhap|interfax|anadolu|belga|ritzau|tass|"
    "agência brasil|agencia brasil|askanews|press|ukrinform|telam|télam|notimex|estadão|folhapress|bernama|antara"
).split("|")
"""What stands in every name that these languages attribute to, but for codes in capitals."""

_CAPITALS = re.compile(r"[A-Z]{3}")
_OTHER = tuple(code for code in _SURE if len(code) > 1 and not code[:1].isascii())


def attributed(paragraph: str) -> list[tuple[str, str]]:
    """(agency, the words that attribute to it) for every such place in a paragraph, in order."""
    # no other language has this word, and its own attributions are found in transforms.credits
    if " the " in paragraph:
        return []
    folded = fold(paragraph)
    if not _may_name(paragraph, folded):
        return []
    found = []
    for pattern in (_NAMED_BEFORE, _NAMED_BEHIND, _NAMED_EASTERN):
        for match in pattern.finditer(folded):
            name = match["name"] or (match["other"] if "other" in match.groupdict() else None)
            if name:
                found.append((AGENCIES[name], _as_printed(paragraph, folded, match)))
    return found


def _may_name(paragraph: str, folded: str) -> bool:
    """Whether an agency may stand in it: cheaper than to look for all of them."""
    if _CAPITALS.search(paragraph) or any(name in folded for name in _LATIN):
        return True
    return not folded.isascii() and any(code in folded for code in _OTHER)


def _as_printed(paragraph: str, folded: str, match: re.Match[str]) -> str:
    """The matched words as they stand in the paragraph, where folding left its length alone."""
    words = paragraph[match.start() : match.end()] if len(paragraph) == len(folded) else match[0]
    return " ".join(words.split())
