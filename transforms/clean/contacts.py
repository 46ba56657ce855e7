"""How to reach a writer, at the end: addresses, numbers, handles; and what a writer is (author bios)."""

from __future__ import annotations

import re

from transforms.draft import Draft
from transforms.prose import has_speaker
from transforms.text import fold, words

NAME = "contact"
LAST_BLOCKS = 4
LONGEST = 60

_REACH = re.compile(
    r"\b(?:can|may) be (?:reached|contacted|followed|found)\b|"
    r"^(?:please )?(?:reach|contact|e-?mail|write to|follow|tweet) (?:the |him|her|them|me|this )?|"
    r"^(?:to contact|you can (?:contact|reach|follow|e-?mail))|"
    r"\bfollow (?:him|her|them|me|\w+(?: \w+)?) (?:on|at|@)|erreichbar|schreiben sie (?:an|dem|der)|contacter|"
    r"puede (?:contactar|escribir)|pode ser contatad|contatta|bereikbaar|связаться"
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+|(?:^|\s)@\w{2,}|\btwitter\b|https?://|\b\d{3}[-. ]\d{3}[-. ]\d{4}\b")
_REPORTER = re.compile(r"^[^\n]{2,30}\s(?:기자|특파원)?\s*[\w.+-]+@[\w-]+(?:\.\w+)+\s*$")
_OFFICE = (
    r"(?:(?:staff|senior|associate|contributing|freelance|political|business|sports|news|national|opinion|chief|"
    r"award-winning|former|deputy|managing|executive) )*"
    r"(?:writer|reporter|journalist|correspondent|editor|columnist|producer)"
)
_BIO = re.compile(rf"^(?P<name>[^.,:;]{{4,40}}?) (?:is|was) (?:an? |the )?(?:[\w'’.&-]+ ){{0,3}}?{_OFFICE}\b")


def drop_contacts(draft: Draft) -> Draft:
    """Cut whole blocks among the last that say how to reach the writer, or who the named author is.

    Prose survives: a spokesman who can be reached has no address behind him, and a bio is one only of an author.
    """
    authors = [fold(name) for name in draft.authors]
    last = [block for block in draft.blocks[-LAST_BLOCKS:] if block is not draft.blocks[0]]
    return draft.without((block.position for block in last if _is_contact(block.text, authors)), NAME)


def _is_contact(text: str, authors: list[str]) -> bool:
    if len(text) > 12 * LONGEST:
        return False
    folded = fold(text)
    bio = _BIO.match(folded)
    is_bio = bio is not None and any(name and name in bio["name"] for name in authors)
    reaches = bool(_REACH.search(folded) and _ADDRESS.search(folded)) or bool(_REPORTER.match(folded))
    return (is_bio or reaches) and len(words(folded)) <= LONGEST and not has_speaker(folded)
