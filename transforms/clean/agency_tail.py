"""Agency tails: "(With inputs from PTI)", "(Reuters)", "This story originally appeared in ...": credits, not prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from transforms.agencies import AGENCIES, agencies_in, agency_of
from transforms.clean.openings import Contained, Openings, phrases_of, unmarked
from transforms.clean.wording.rights import INPUTS, INPUTS_AFTER
from transforms.draft import Draft
from transforms.model import Credit
from transforms.prose import weight
from transforms.text import fold

NAME = "agency_tail"
LAST_BLOCKS = 4
LONGEST = 45

_INPUTS = re.compile(
    r"^[\s(\[*—–-]*(?:(?:with|additional|contains)\s+(?:inputs?|reporting|reports?|files|information|"
    r"agency inputs?)\s+(?:from|by)|"
    r"inputs?\s+from|mit material (?:von|der)|com informações d[aeo]s?|con información de)\s+"
    r"(?P<name>[^.;()\]]{2,80})(?:[.;]\s*(?:writing|reporting|editing)\s+by\s.{2,80})?[\s.)\]]*$",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"^[\s(\[*—–-]*(?:(?:additional )?(?:reporting|writing)|bearbeitung|redaktion|reportage|reporte|"
    r"reportagem|rédigé|redacción) "
    r"(?:by|von|de|par|por|di) [^.]{3,160}[.;,]? (?:writing|editing|graphics|compiled|edited|edición|editado|édité) "
    r"(?:by|de|por|par) .{3,120}[\s.)]*$|"
    r"^[\s(\[*—–-]*(?:reporting|editing|written) by [^.]{3,80}[\s.)]*$",
    re.IGNORECASE,
)
_PERSONS = re.compile(r"^[\s(\[*—–-]*(?:additional )?(?:reporting|writing) by", re.IGNORECASE)
_STARTS = Openings(phrases_of(INPUTS))
_FROM = re.compile(r"\s*[:：/]?\s*(?:l'|la |le |les |el |los |der |die |das |de |o |a |as |os |d')?", re.IGNORECASE)
_ENDINGS = phrases_of(INPUTS_AFTER)
_ENDS = Contained(_ENDINGS)
_AND = re.compile(r"\s*(?:,|/|&|\b(?:and|und|et|y|e)\b)\s*", re.IGNORECASE)
_ANY_AGENCY = frozenset(
    "agencies agency wires wire services media staff agenturen agences agencias agências agenzie agentschappen "
    "агентства وكالات الوكالات एजेंसी एजेंसियां ایجنسیاں ایجنسی 综合 通讯社".split()
)
_LEADING_NAME = re.compile(
    r"[\w-]+(?:\.[\w-]+)+|(?:(?:the|our|a|an)\s+)?[^\W\d_a-zà-ÿ][\w'’&-]*(?:\s+(?:(?:of|the|in|for|and|de|del|la)\s+)*[^\W\d_a-zà-ÿ][\w'’&-]*)*"
)
_SIGNED = re.compile(r"^[\s(\[（【/—–-]*(?P<names>[^()\[\]（）【】]{2,45}?)[\s)\]）】/.。-]*$")
_ORIGINALLY = re.compile(
    r"^[\s(\[*]*(?:editor.s note:\s*)?(?:this|the)\s+(?:story|article|report|piece|post|column|content)\s+"
    r"(?:(?:was|has been|is)\s+)?"
    r"(?P<sure>(?:first|originally)\s+)?"
    r"(?:appeared|published|republished|reprinted|produced|distributed|provided|syndicated|reported)\s+"
    r"(?:in|on|by|from|at|with permission from)\s+(?P<name>(?:[^.,;()]|\.(?=\w)){2,80})",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"^[\s(\[*]*(?:dieser (?:artikel|text|beitrag) (?:ist|erschien|wurde) (?:zuerst|zunächst|ursprünglich) "
    r"(?:bei|in|im|auf|von)|"
    r"cet article (?:a (?:d'abord )?été publié|est paru) (?:initialement |d'abord )?(?:sur|dans|par)|"
    r"est[ea] (?:artículo|nota|texto) (?:fue|se) public(?:ado|ada|ó) (?:originalmente|por primera vez) en|"
    r"este (?:artigo|texto) foi (?:originalmente )?publicado (?:originalmente )?(?:n[oa]|em|pel[oa])|"
    r"questo articolo è (?:stato pubblicato|apparso) (?:originariamente|per la prima volta) (?:su|in)|"
    r"dit artikel (?:verscheen|werd) (?:eerder|eerst|oorspronkelijk) (?:in|op|bij))\s+"
    r"[\"“„«»']?(?P<name>[^.,;()\"“”«»]{2,60}?)[\"“”«»']?(?:\s+(?:erschienen|veröffentlicht|gepubliceerd))?[\s.)\]]*$",
    re.IGNORECASE,
)
_UNEDITED = re.compile(
    r"^[\s(\[*]*(?:except for the headline|this (?:story|report|article) (?:has not been|was not) (?:edited|"
    r"created) by|(?:this|the) (?:story|report) is (?:auto-generated|published) from)"
    r".{0,160}?(?:from (?:a|the)?\s*(?P<name>[A-Z][\w .-]{1,40}?)?\s*(?:feed|wire|syndicated))?",
    re.IGNORECASE,
)


def lift_agency_tails(draft: Draft) -> Draft:
    """Cut whole lines among the last blocks that only say whose text it is; the words become credits.

    Who reported and who edited is lifted as a copy: newsrooms count it as part of the text.
    """
    gone: list[int] = []
    credits = list(draft.credits)
    for block in draft.blocks[-LAST_BLOCKS:]:
        if _REPORTING.match(block.text):
            credits.append(Credit("tail", block.text.strip(), None))
            continue
        found = _credits(block.text) if len(block.text) <= 12 * LONGEST else ()
        if found and len(gone) + 1 < len(draft.blocks) and weight(block.text) <= LONGEST:
            gone.append(block.position)
            credits.extend(found)
    lifted = tuple(dict.fromkeys(credits))
    return replace(draft, credits=lifted).without(gone, NAME) if lifted != draft.credits or gone else draft


def _credits(text: str) -> Sequence[Credit]:
    """The credits of a line that is nothing but one; empty for any other line."""
    evidence = text.strip()
    signed = _SIGNED.match(text)
    known = agencies_in(signed["names"]) if signed else ()
    known = known or _introduced(text) or _contributed(text)
    if known:
        return [Credit("tail", evidence, name) for name in known]
    name = _inputs(text) or _first_published(text)
    if name:
        return [Credit("tail", evidence, agency_of(name) or (None if _PERSONS.match(text) else name))]
    is_unnamed = _UNEDITED.match(text) or _is_any_agency(text)
    return [Credit("tail", evidence, None)] if is_unnamed else ()


def _introduced(text: str) -> tuple[str, ...]:
    """The agencies behind "Source:", "avec", "con información de" in any language; nothing else may stand there."""
    folded = unmarked(text)
    start = len(text) - len(text.lstrip(" \t([（【*—–-•"))
    end = _STARTS.end(folded)
    if end < 0:
        return ()
    # folding may change lengths (full-width signs do not): names are read from the folded text where it did
    rest = (
        text[start + end :]
        if fold(text[start:])[:end] == folded[:end] and len(folded) == len(text[start:])
        else folded[end:].upper()
    )
    space = _FROM.match(rest)
    return agencies_in(rest[space.end() if space else 0 :].strip(" .。)]）】*।۔"))


def _contributed(text: str) -> tuple[str, ...]:
    """The agencies of "Associated Press writer Ines Okafor contributed to this report" and its like."""
    folded = unmarked(text)
    if not _ENDS.found_in(folded):
        return ()
    for phrase in _ENDINGS:
        before, found, after = folded.partition(phrase.removesuffix("*"))
        if found and not after.strip(" .。।۔)]）】"):
            names = agencies_in(
                before.strip(" (（") if not before.isascii() else text[: len(before) + 1].strip(" (—–-")
            )
            if names:
                return names
    return ()


def _is_any_agency(text: str) -> bool:
    """A line that says "with inputs from agencies" or only "agencies", in brackets."""
    folded = unmarked(text).strip(" .)]）】。।۔")
    end = _STARTS.end(folded)
    rest = folded[end:].strip(" :") if end >= 0 else folded
    return rest in _ANY_AGENCY and (end >= 0 or text.lstrip()[:1] in "([（【")


def _inputs(text: str) -> str | None:
    """The names in a line that says whose matter went into the text, None where it says more than that."""
    inputs = _INPUTS.match(text)
    if inputs is None:
        return None
    return inputs["name"].strip() if all(map(_is_named, _AND.split(inputs["name"].strip()))) else None


def _first_published(text: str) -> str | None:
    """The outlet in a line that says where the text stood first; without a name it is prose about some text."""
    elsewhere = _ELSEWHERE.match(text)
    if elsewhere:
        return str(elsewhere["name"]).strip()
    match = _ORIGINALLY.match(text)
    if not match:
        return None
    found = _LEADING_NAME.match(match["name"].strip())
    if not found:
        return None
    is_whole = found.end() == len(match["name"].strip()) and text[match.end() :].strip(" .)]*") == ""
    return found[0].strip() if match["sure"] or is_whole else None


def _is_named(part: str) -> bool:
    """A name, as its capitals show, or a word for agencies in general."""
    found = _LEADING_NAME.match(part)
    return fold(part) in AGENCIES or fold(part) in _ANY_AGENCY or (found is not None and found.end() == len(part))
