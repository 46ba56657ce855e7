"""Cleaning: an ordered tuple of rules, each a function from Draft to Draft that names what it cut.

Order is meaning: sections that swallow everything after them go first, so that a prompt inside a comment thread is
cut as comments; fields come before single lines. ``RULES_ID`` names the rules that made a text: it changes with any of
them, and is stored with every article.
"""

from __future__ import annotations

from collections.abc import Callable

from transforms.clean.advertisement import drop_advertisement
from transforms.clean.agency_tail import lift_agency_tails
from transforms.clean.appeals import drop_appeals
from transforms.clean.byline_lines import lift_byline_lines
from transforms.clean.captions import drop_captions
from transforms.clean.comments import drop_comments
from transforms.clean.consent import drop_consent
from transforms.clean.contacts import drop_contacts
from transforms.clean.copyright import drop_copyright
from transforms.clean.counters import drop_counters
from transforms.clean.embedded_posts import drop_embedded_posts
from transforms.clean.head_lines import drop_head_lines
from transforms.clean.linked_lines import drop_linked_lines
from transforms.clean.paywall import drop_paywall
from transforms.clean.photo_credits import drop_photo_credits
from transforms.clean.prompts import drop_prompts
from transforms.clean.read_more import drop_read_more
from transforms.clean.reading_time import drop_reading_time
from transforms.clean.related import drop_related
from transforms.clean.repeated_title import drop_repeated_title
from transforms.clean.residue import drop_residue
from transforms.clean.script_code import drop_script
from transforms.clean.share import drop_share
from transforms.draft import Draft

Rule = Callable[[Draft], Draft]

RULES: tuple[Rule, ...] = (
    drop_comments,
    drop_related,
    drop_repeated_title,
    drop_head_lines,
    lift_byline_lines,
    drop_read_more,
    drop_paywall,
    drop_share,
    drop_prompts,
    drop_advertisement,
    drop_consent,
    drop_photo_credits,
    drop_captions,
    drop_reading_time,
    drop_counters,
    drop_appeals,
    drop_copyright,
    lift_agency_tails,
    drop_contacts,
    drop_embedded_posts,
    drop_script,
    drop_residue,
    drop_linked_lines,
)

RULES_ID = "2026-11-25.10"


BY_PLACE: frozenset[Rule] = frozenset(
    {
        drop_comments,
        drop_related,
        drop_repeated_title,
        drop_head_lines,
        lift_byline_lines,
        drop_paywall,
        lift_agency_tails,
        drop_contacts,
        drop_linked_lines,
    }
)
"""Rules that look at where a block stands: a cut can bring another to its place. The others judge a block by itself."""


def clean(draft: Draft, rules: tuple[Rule, ...] = RULES) -> Draft:
    """The draft after every rule, and again after those that go by place until nothing changes."""
    while True:
        before = draft.blocks
        for rule in rules:
            draft = rule(draft)
        if draft.blocks == before:
            return draft
        rules = tuple(rule for rule in rules if rule in BY_PLACE)
