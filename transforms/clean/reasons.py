"""Why each rule cuts, in words for a person who looks at what was cut."""

from __future__ import annotations

REASONS = {
    "comments": "what readers wrote, or the form and rules for it",
    "related": "a list of other texts",
    "repeated_title": "the headline or subheadline again",
    "head_line": "stands over the article, not in it",
    "byline": "who wrote it and when: lifted to fields",
    "read_more": "leads to another text",
    "paywall": "says who may read it",
    "share": "a button, or a request to share or follow",
    "prompt": "asks to sign up, subscribe or download",
    "advertisement": "marks the place of an advertisement",
    "consent": "about cookies, scripts or external content",
    "photo_credit": "who made a picture",
    "caption": "the caption of a picture",
    "reading_time": "how long reading takes",
    "counter": "a counter or clock that runs on",
    "appeal": "asks for tips, opinions or money, or says who earns",
    "copyright": "who owns the text, and what is forbidden",
    "agency_tail": "whose text it is: lifted to credits",
    "contact": "how to reach the writer, or who that is",
    "embedded_post": "the frame of an embedded post",
    "script": "program text",
    "residue": "signs or codes without words",
    "linked_line": "a link to another text",
    "source_cut": "the selectors of its source cut it",
    "recurring": "recurs in this publisher's articles",
}
"""By the rule's name; the rules themselves say what they spare."""


def reason_of(rule: str, evidence_count: int | None = None) -> str:
    """The reason, with the number of texts that taught it; the name alone of a rule that there is no more."""
    reason = REASONS.get(rule, "a rule that is no longer in use")
    return f"{reason} ({evidence_count} texts have it)" if evidence_count else reason
