"""One wire item as it says itself, before cleaning; the same whatever standard wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time

from connectors.naming import publisher_named
from transforms.agencies import AGENCIES
from transforms.bylines import names
from transforms.dates import chosen_date, machine_date
from transforms.draft import Draft, blocks_of
from transforms.errors import NoArticle
from transforms.model import Article, Credit, CreditKind, DateEvidence, Note, NoteKind, Publisher, PubStatus
from transforms.parsing import finished, with_date
from transforms.text import fold, one_line

_STATUSES: dict[str, PubStatus] = {
    "usable": "usable",
    "withheld": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
    "killed": "canceled",
    "kill": "canceled",
}
# IPTC's own address stands before the codes of every agency.
_VOCABULARIES = "iptc.org"
_WHOLE_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)(?:Z|[+-]\d{4})?")


@dataclass(slots=True)
class WireItem:
    """The fields of an item as printed. ``guid`` is the provider's id without a version; dates are as received.

    ``created`` are the dates of the first version and its content, most telling first; ``versioned`` the date of this
    version. ``credited`` are names with the place where they stood (provider, copyrightHolder, ...).
    """

    guid: str
    version: str | None = None
    title: str | None = None
    subtitle: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    byline: list[str] = field(default_factory=list)
    dateline: str | None = None
    located: str | None = None
    language: str | None = None
    keywords: list[str] = field(default_factory=list)
    section: str | None = None
    urgency: str | None = None
    status: str | None = None
    embargo: str | None = None
    created: list[str] = field(default_factory=list)
    versioned: str | None = None
    credited: list[tuple[str, str]] = field(default_factory=list)
    provider: str | None = None
    provider_address: str | None = None
    image_url: str | None = None
    notes: list[Note] = field(default_factory=list)

    def note(self, kind: NoteKind, text: str | None) -> None:
        """Keeps what is said beside the text; nothing where there is nothing."""
        said = one_line(text or "")[:2000]
        if said and Note(kind, said) not in self.notes:
            self.notes.append(Note(kind, said))


def article_of_item(item: WireItem) -> Article:
    """The clean article of an item; without paragraphs where it has no text (a picture, a package, a bare kill)."""
    status = _status(item)
    embargo = _moment(item, "embargo", item.embargo)
    dates = _dates(item)
    draft = _draft(item, dates)
    try:
        article = finished(draft, item.guid)
    except NoArticle:
        # A flash of five words is an item all the same; whether it is stored as an article is decided elsewhere.
        article = _unfinished(draft)
    evidence = _evidence(item.versioned)
    return replace(
        article,
        dateline=article.dateline or item.located,
        language=article.language if not item.language else item.language,
        modified_at=_at(evidence) if evidence else None,
        pub_status=status,
        embargo_until=embargo,
        version=item.version,
        urgency=_urgency(item),
        canonical_url=item.guid if item.guid.startswith(("http://", "https://")) else None,
        notes=tuple(item.notes),
    )


def moment_of_item(item: WireItem) -> datetime | None:
    """When this version came to be, by its own word: of the version, else of the content; None if it does not say."""
    for raw in (item.versioned, *item.created):
        found = _evidence(raw)
        if found is not None:
            return _at(found)
    return None


def _draft(item: WireItem, dates: tuple[DateEvidence, ...]) -> Draft:
    return Draft(
        blocks=blocks_of(item.paragraphs),
        title=one_line(item.title) if item.title else None,
        subtitle=one_line(item.subtitle) if item.subtitle else None,
        authors=_authors(item.byline),
        dates=dates,
        dateline=one_line(item.dateline) if item.dateline else None,
        language=item.language,
        section=item.section,
        keywords=tuple(dict.fromkeys(filter(None, map(one_line, item.keywords)))),
        image_url=item.image_url,
        guid=item.guid,
        publisher=_publisher(item),
        credits=_credits(item),
    )


def _unfinished(draft: Draft) -> Article:
    article = Article(
        paragraphs=tuple(block.text for block in draft.blocks),
        title=draft.title,
        subtitle=draft.subtitle,
        authors=draft.authors,
        dateline=draft.dateline,
        language=draft.language,
        section=draft.section,
        keywords=draft.keywords,
        image_url=draft.image_url,
        guid=draft.guid,
        publisher=draft.publisher,
        credits=draft.credits,
        dates=draft.dates,
    )
    return with_date(article, chosen_date(draft.dates))


def _authors(bylines: list[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for byline in bylines:
        plain = one_line(byline)
        # a byline is a name even where its words look like none: its place in the item says so
        bare = re.sub(r"(?i)^(?:by|von|par|por|di|av|door)\s+", "", plain).strip(" ,;")
        found.update(dict.fromkeys(names(plain) or ((bare,) if bare and len(bare) <= 80 else ())))
    return tuple(found)


def _publisher(item: WireItem) -> Publisher | None:
    """The provider, by its own address where the item gives one beside the name."""
    plain = one_line(item.provider or "")
    named = publisher_named(AGENCIES.get(fold(plain), plain)) if plain else None
    address = one_line(item.provider_address or "")
    given = publisher_named(address) if address else None
    if given is None or given.domain is None or given.domain == _VOCABULARIES:
        return named
    return replace(given, name=named.name if named else given.domain)


def _credits(item: WireItem) -> tuple[Credit, ...]:
    found = []
    for where, words in item.credited:
        plain = one_line(words)
        if plain:
            kind: CreditKind = "byline" if where in ("provider", "infoSource", "distributor") else "tail"
            found.append(Credit(kind, f"{where}: {plain}", AGENCIES.get(fold(plain).strip(" ."), plain)))
    return tuple(found)


def _dates(item: WireItem) -> tuple[DateEvidence, ...]:
    """The first date of the item is when it was published; a later version moves modified_at only."""
    found = []
    for raw in (*item.created, item.versioned):
        evidence = _evidence(raw)
        if evidence is not None:
            found.append(evidence)
        elif raw:
            item.note("extra", f"unreadable date: {raw}")
    return tuple(dict.fromkeys(found))


def _evidence(raw: str | None) -> DateEvidence | None:
    if not raw or not raw.strip():
        return None
    day = _WHOLE_DAY.fullmatch(raw.strip())
    return machine_date("-".join(day.groups()) if day else raw, "wire")


def _at(evidence: DateEvidence) -> datetime:
    return evidence.at or datetime.combine(evidence.on, time(), UTC)


def _moment(item: WireItem, what: str, raw: str | None) -> datetime | None:
    if raw is None or not raw.strip():
        return None
    evidence = _evidence(raw)
    if evidence is None:
        item.note("extra", f"unreadable {what}: {raw}")
        return None
    return _at(evidence)


def _status(item: WireItem) -> PubStatus:
    """The status by its last word: a qcode, a URI of IPTC's vocabulary or the bare word."""
    if item.status is None or not item.status.strip():
        return "usable"
    word = re.split(r"[:/#]", item.status.strip())[-1].lower()
    if word not in _STATUSES:
        item.note("extra", f"unknown publication status: {item.status}")
    return _STATUSES.get(word, "usable")


def _urgency(item: WireItem) -> int | None:
    raw = (item.urgency or "").strip()
    if not raw:
        return None
    number = re.fullmatch(r"(\d)(?:\.0*)?", raw)
    if number is None or number[1] == "0":
        item.note("extra", f"urgency out of 1 to 9: {raw}")
        return None
    return int(number[1])
