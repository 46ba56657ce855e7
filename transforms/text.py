"""Text as characters: decoding, tidying at the border, folding for comparison, words and sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import charset_normalizer

from transforms.errors import EmptyDocument, NotText

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})["']""")
# WHATWG: pages that say latin-1 or ascii mean windows-1252
_WEB_CHARSETS = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
}

# C0 and C1 without tab and line ends, surrogates, non-characters, zero-width and bidi controls, soft hyphen, BOM
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LINE_END = re.compile(r"\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")
_BLANKS = re.compile(r"[^\S\n]+")
_QUOTES = {
    "‘": "'",
    "’": "'",
    "‚": "'",
    "‛": "'",
    "′": "'",
    "´": "'",
    "ʼ": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "‟": '"',
    "″": '"',
    "«": '"',
    "»": '"',
    "‹": "'",
    "›": "'",
    "–": "-",
    "—": "-",
    "―": "-",
    "‐": "-",
    "‑": "-",
    "−": "-",
    "…": "...",
}
# One word: letters, digits and marks with inner apostrophes or points; a character of a script without spaces is one.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(
    rf"[{UNSPACED}]|(?:(?![{UNSPACED}])[\w\u0300-\u036f\u0900-\u0903\u093a-\u094f])+(?:['.,](?:(?![{UNSPACED}])\w)+)*"
)
# the same where no script without spaces occurs, at a third of the cost
_SPACED_WORD = re.compile(r"[\w\u0300-\u036f\u0900-\u0903\u093a-\u094f]+(?:['.,]\w+)*")
_HAS_UNSPACED = re.compile(f"[{UNSPACED}]")
_BETWEEN = "\x00"  # no text that was tidied has it, and no word or folding reaches across it
# each alternative begins with a character that must be there, so that the search skips what cannot end a sentence
_SENTENCE_END = re.compile(r"""([.!?؟۔।]["')\]”’»]*\s+(?=["'(\[“‘«¿¡]*[\w])|[。！？]["'」』）”]*\s*)""")
# the same where no other sign ends a sentence, at a third of the cost
_COMMON_END = re.compile(r"""([.!?]["')\]”’»]*\s+(?=["'(\[“‘«¿¡]*\w))""")
_OTHER_ENDS = "؟۔।。！？"
_NEAR = 24  # characters: longer than any abbreviation with the quotes behind it
_LONGEST_ABBREVIATED = 4  # letters without a point among them
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|gen|lt|col|maj|capt|sgt|adm|gov|sen|rep|rev|hon|st|jr|sr|no|vs|etc|inc|ltd|co|corp|dept|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|a\.m|p\.m|u\.s|u\.k|u\.n|e\.g|i\.e|z\.b|bzw|ca|str|sra?|m|mme|p|art|fig)|\b\w)\.$",
    re.IGNORECASE,
)


def decode(body: bytes, resource: str, charset: str | None = None) -> str:
    """The text of some bytes: by BOM, declared charset, UTF-8, the page's own declaration, then detection.

    Raises EmptyDocument for nothing but white space and NotText where no charset makes text of it.
    """
    if not body.strip(b" \t\r\n\x0b\x0c\x00"):
        raise EmptyDocument(resource, "it has no bytes" if not body else "it has nothing but white space")
    for bom, name in _BOMS:
        if body.startswith(bom):
            return _decoded(body, name) or body.decode(name, "replace")
    for declared in (charset, "utf-8", *_declared(body)):
        known = _decoded(body, declared) if declared else None
        if known is not None:
            return _readable(known, resource)
    best = charset_normalizer.from_bytes(body[:200_000]).best()
    if best is not None and b"\x00" not in body:
        return _readable(body.decode(best.encoding, "replace"), resource)
    # a page that is UTF-8 but for a torn character or two is still a page
    text = body.decode("utf-8", "replace")
    if text.count("\ufffd") > max(3, len(text) // 200):
        raise NotText(resource, "its bytes are not text in any charset that was tried")
    return _readable(text, resource)


def readable(text: str, resource: str) -> str:
    """A text that is decoded already. Raises EmptyDocument and NotText as decode does."""
    text = text.removeprefix("\ufeff")
    if not text.strip(" \t\r\n\x0b\x0c\x00"):
        raise EmptyDocument(resource, "it has nothing but white space" if text else "it has no bytes")
    return _readable(text, resource)


def _declared(body: bytes) -> tuple[str, ...]:
    found = [pattern.search(body[:4096]) for pattern in (_XML_CHARSET, _META_CHARSET)]
    return tuple(match[1].decode("ascii").lower() for match in found if match)


def _decoded(body: bytes, charset: str) -> str | None:
    name = charset.strip().lower()
    try:
        return body.decode(_WEB_CHARSETS.get(name, name))
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _readable(text: str, resource: str) -> str:
    controls = len(_CONTROLS.findall(text[:20_000]))
    if controls > 2 + len(text[:20_000]) // 100:
        raise NotText(resource, "it is full of control characters, as binary files are")
    return text


def tidy(text: str) -> str:
    r"""Text made safe once at the border: NFC, no invisible or control characters, line ends \n, blanks folded."""
    if text.isprintable() and "  " not in text:
        # no control, blank or invisible character but single spaces: most paragraphs
        return unicodedata.normalize("NFC", text)
    text = _INVISIBLE.sub("", _LINE_END.sub("\n", text.replace("\xa0", " ").replace("\u202f", " ")))
    text = unicodedata.normalize("NFC", text)
    return _BLANKS.sub(" ", text)


def one_line(text: str) -> str:
    """Tidied text on one line."""
    return " ".join(tidy(text).split())


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Text for comparison: NFKC, quotes and dashes in one form, case folded, white space single."""
    return " ".join(_folded(text).split())


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("`", "'")
    if not plain.isascii():
        # one pass a sign: str.translate looks every character up, at three times the cost
        for sign, written in _QUOTES.items():
            plain = plain.replace(sign, written)
    return plain.casefold()


def words(text: str) -> list[str]:
    """The words of a text, folded; each character of a script without spaces (ja, zh, th ...) is a word."""
    return list(_words(text))


@lru_cache(maxsize=512)
def _words(text: str) -> tuple[str, ...]:
    """Kept for the blocks of one article: every cleaning rule counts their words."""
    return tuple(all_words(text))


def all_words(text: str) -> list[str]:
    """The words of a text as ``words`` has them, for long texts that are not asked for again: nothing is kept."""
    folded = _folded(text)
    return (_WORD if _has_unspaced(folded) else _SPACED_WORD).findall(folded)


def _has_unspaced(text: str) -> bool:
    return not text.isascii() and _HAS_UNSPACED.search(text) is not None


def words_of_each(texts: Sequence[str]) -> list[list[str]]:
    """The words of each of some texts."""
    joined = _folded(_BETWEEN.join(texts))
    folded = joined.split(_BETWEEN)
    if len(folded) != len(texts):
        return [all_words(text) for text in texts]
    return list(map((_WORD if _has_unspaced(joined) else _SPACED_WORD).findall, folded))


def folded_of_each(texts: Sequence[str]) -> list[str]:
    """Some texts in one form for comparison, but for their white space."""
    folded = _folded(_BETWEEN.join(texts)).split(_BETWEEN)
    return folded if len(folded) == len(texts) else [_folded(text) for text in texts]


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph in order; abbreviations, initials and decimals do not end one."""
    paragraph = paragraph.strip()
    is_common = paragraph.isascii() or not any(sign in paragraph for sign in _OTHER_ENDS)
    pieces = (_COMMON_END if is_common else _SENTENCE_END).split(paragraph)
    parts: list[str] = []
    held = ""
    # what ends a sentence, with the white space behind it, stands between the pieces
    for text, end in zip(pieces[::2], pieces[1::2], strict=False):
        is_long_word = text[-_LONGEST_ABBREVIATED - 1 :].isalnum() and len(text) > _LONGEST_ABBREVIATED
        if end[0] == "." and not is_long_word and _ABBREVIATION.search(f"{(held + text)[1 - _NEAR :]}."):
            held += text + end
        else:
            parts.append((held + text + end).rstrip())
            held = ""
    rest = held + pieces[-1]
    return [*parts, rest] if rest else parts


def slug(text: str) -> str:
    """A name as an id: ASCII letters and digits of any script's transliteration left, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = re.sub(r"[^\w]+", "-", "".join(c for c in plain if not unicodedata.combining(c)))
    return kept.strip("-_") or "unnamed"
