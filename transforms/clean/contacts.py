"""How to reach a writer, at the end: addresses, numbers, handles; and what a writer is (author bios)."""

from __future__ import annotations

import re

from transforms.clean.openings import Contained, Openings, phrases_of, unmarked
from transforms.clean.wording.people import ABOUT_AUTHOR, OFFICES, REACH, REACHABLE
from transforms.draft import Block, Draft
from transforms.prose import has_speaker, weight
from transforms.text import fold

NAME = "contact"
LAST_BLOCKS = 4
LONGEST = 60
LINKED = 0.9
LONGEST_NAME = 4
NEAR = 90
"""Characters behind the author's name in which a bio says what the author is."""

_REACH = Openings(phrases_of(REACH))
_REACHABLE = Contained(phrases_of(REACHABLE))
_ABOUT = Openings(phrases_of(ABOUT_AUTHOR))
_OFFICES = Contained(phrases_of(OFFICES))
_OPENS = re.compile(r"^(?:by|von|par|por|di|door|автор|بقلم|कलम|記者|记者|글|文)\b")
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|(?:^|\s)@\w{2,}|\btwitter\b|https?://|\b\d{3}[-. ]\d{3}[-. ]\d{4}\b|\+?\d[\d ()/-]{7,}\d"
)
_FOLLOW = re.compile(r"\bfollow (?:him|her|them|me|\w+(?: \w+)?) (?:on|at|@)")
_REPORTER = re.compile(
    r"^[^\n.]{2,30}\s(?:기자|특파원)?\s*[(\[<]?[\w.+-]+@[\w-]+(?:\.\w+)+[)\]>]?\s*$|^[\w.+-]+@[\w-]+(?:\.\w+)+$"
)


def drop_contacts(draft: Draft) -> Draft:
    """Cut whole blocks among the last that say how to reach the writer, or who the named author is.

    Prose survives: a spokesman who can be reached has no address behind him, and a bio is one only of an author.
    """
    last = [block for block in draft.blocks[-LAST_BLOCKS:] if block is not draft.blocks[0]]
    # a name that is a link, alone in a line, stands over the bio of whoever it names
    linked = {fold(block.text): block for block in last if _is_linked_name(block)}
    authors = [*map(fold, draft.authors), *linked]
    bios = [fold(block.text) for block in last if _is_bio(fold(block.text), list(linked))]
    named = [block for name, block in linked.items() if any(bio.startswith(name) for bio in bios)]
    gone = [block.position for block in last if _is_contact(block.text, authors)]
    return draft.without([*gone, *(block.position for block in named)], NAME)


def _is_linked_name(block: Block) -> bool:
    return block.link_share >= LINKED and 2 <= len(block.text.split()) <= LONGEST_NAME


def _is_contact(text: str, authors: list[str]) -> bool:
    if len(text) > 12 * LONGEST:
        return False
    folded = unmarked(text)
    is_contact = _is_bio(folded, authors) or _reaches(folded) or _ABOUT.is_whole(folded)
    return is_contact and weight(folded) <= LONGEST and not has_speaker(folded)


def _reaches(folded: str) -> bool:
    if "@" in folded and _REPORTER.match(folded):
        return True
    if "@" in folded and _FOLLOW.search(folded):
        return True
    return (_REACH.end(folded) >= 0 or _REACHABLE.found_in(folded)) and bool(_ADDRESS.search(folded))


def _is_bio(folded: str, authors: list[str]) -> bool:
    """Whether it begins with an author's name and says at once what that author is."""
    name = next((one for one in authors if one and folded.startswith(one)), None)
    if name is None or len(folded) <= len(name) + 3:
        return False
    return _OFFICES.found_in(folded[len(name) : len(name) + NEAR])
