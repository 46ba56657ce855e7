"""Lines that say who made a picture, graphic or video."""

from __future__ import annotations

import re

from transforms.agencies import agencies_in
from transforms.clean.openings import Openings, phrases_of, unmarked
from transforms.clean.wording.rights import PHOTO, PICTURE_SOURCES
from transforms.draft import Draft
from transforms.prose import ends_with_stop, weight
from transforms.text import fold

NAME = "photo_credit"
LONGEST = 60
LONGEST_LABELLED = 20

_LABELS = Openings(phrases_of(PHOTO))
_BEHIND = re.compile(
    r"(?:\s+(?:credits?|by|courtesy(?: of)?|source|von|de|di|van|: ?getty))?\s*[:/=＝]\s*\S.{0,120}$|"
    r"\s*[】\])]\s*\S.{0,40}$"
)
_BY_NAME = re.compile(
    r"^[\W_]*[^\W\d_]+(?: [^\W\d_]+)? (?:by|von|par|di|van|de) [A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){1,3}\W*$"
)
_SOURCES = Openings(fold(name) for name in PICTURE_SOURCES.split("|"))
_TAKEN = re.compile(
    r"^(?:(?:新华社|新華社|中新社|本报|本報)?(?:记者|記者|通讯员)?\s*[\u4e00-\u9fff·]{2,12}\s*[摄攝]|[^=。]{1,20}(?:撮影|提供))[\s)）。]*$"
)
_REPORTER = re.compile(r"^.{2,20}(?:기자|선임기자)\s*(?:촬영|찍음)$|^(?:연합뉴스|뉴시스|뉴스1) 제공$")


def drop_photo_credits(draft: Draft) -> Draft:
    """Cut credit lines; a labelled line that ends as a sentence stays."""
    return draft.without((block.position for block in draft.blocks if is_photo_credit(block.text)), NAME)


def is_photo_credit(text: str) -> bool:
    """A line that names who made a picture: by a label, or by a slash before a picture agency at its end."""
    if len(text) > 12 * LONGEST:
        return False
    folded = unmarked(text)
    end = _LABELS.end(folded)
    if end >= 0 and _BEHIND.match(folded, end) and weight(folded) <= LONGEST_LABELLED:
        return not ends_with_stop(folded.rstrip(")] ")) and not folded.endswith("!")
    if end >= 0 and len(text) <= 80 and _BY_NAME.search(text):
        return True
    if len(folded) <= 60 and (_TAKEN.match(folded) or _REPORTER.match(folded)):
        return True
    return ends_in_source(folded) and weight(folded) <= LONGEST and not agencies_in(text)


def ends_in_source(folded: str) -> bool:
    """Whether a picture agency closes it behind a slash: "Ines Okafor/Reuters"."""
    place = folded.rfind("/", max(0, len(folded) - 40))
    if place < 1 or not folded[:place].rstrip()[-1:].isalnum():
        return False
    start = place + 1 + (folded[place + 1 : place + 2] == " ")
    before = folded.rfind("/", 0, place)
    return _SOURCES.is_whole(folded[start:]) or (before > 0 and _SOURCES.is_whole(folded[before + 1 : place].strip()))
