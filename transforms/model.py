"""The nouns of newsfold: frozen values, named as IPTC and information retrieval name them.

Nothing here does I/O, reads a clock or imports a parser, so reading a noun is cheap.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Precision = Literal["second", "minute", "day", "none"]
PubStatus = Literal["usable", "withheld", "canceled"]
CreditKind = Literal["byline", "dateline", "tail", "mention", "canonical_link"]
Relation = Literal["identical", "near_duplicate", "contains", "contained", "derived"]
Role = Literal["canonical", "copy", "derived", "extended", "excerpt"]
Form = Literal["html", "text", "row", "entry", "feed", "wire", "mail"]
NoteKind = Literal["slugline", "editors", "rights", "data_mining", "remote", "extra"]

_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Publisher:
    """An outlet or agency whose text an article is. The id is the registrable domain, else a slug of the name."""

    publisher_id: str
    name: str
    domain: str | None = None
    country: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS selectors that a source gives for its own pages: ``cut`` is taken out first, then the first of ``body`` that
    selects something with text is the article. Where none does, the page is read like any other.
    """

    body: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expectations:
    """What a source is expected to bring: at least so many new articles a day, and at most such a share (0..1) of
    them without a date. None: nothing is expected.
    """

    fewest_per_day: float | None = None
    largest_undated_share: float | None = None


@dataclass(frozen=True, slots=True)
class Revisit:
    """When a page is asked for again: after ``first_hours``, then after intervals that grow by ``growth`` each time,
    until ``days`` have gone by since its first capture.
    """

    first_hours: float = 1.0
    growth: float = 3.0
    days: float = 14.0


@dataclass(frozen=True, slots=True)
class Source:
    """A configured origin. ``publisher`` is None where it carries many (an archive, a folder)."""

    source_id: str
    name: str
    kind: str
    location: str
    publisher: Publisher | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    country: str | None = None
    credit_name: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    expectations: Expectations | None = None
    selectors: Selectors | None = None
    revisit: Revisit | None = None


@dataclass(frozen=True, slots=True)
class SiteReservation:
    """What a site said of a page in its tdmrep.json when it was fetched; ``unknown`` where that could not be had."""

    state: Literal["reserved", "free", "unknown"]
    policy: str | None = None


@dataclass(frozen=True, slots=True)
class Hints:
    """What the way in said about a capture: a feed entry's or a table row's own fields.

    They are evidence beside what the text itself says, never the text.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    """The date as printed (RFC 822, ISO 8601); judged by transforms.dates."""
    modified: str | None = None
    language: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    image_url: str | None = None
    guid: str | None = None
    url: str | None = None
    publisher: Publisher | None = None
    item_key: str | None = None
    """The guid key under which the feed's learned policy knows this entry; None where only its address counts."""
    ignores_canonical: bool = False
    """Whether pages of this feed were found to name one canonical address for different articles."""
    reservation: SiteReservation | None = None
    """None where the site says nothing of it, or was not asked."""


@dataclass(frozen=True, slots=True)
class KeptAt:
    """A place on this machine that holds a capture already: the absolute path of a file, and where in it.

    ``offset`` is the byte at which its WARC record starts (``is_record``), else the number of its row
    (0: the whole file).
    """

    path: str
    offset: int = 0
    is_record: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A capture: the bytes as received, before anything has looked into them.

    ``form`` says how they are read: ``html`` a page, ``text`` a plain-text capture, ``row`` one table row as
    JSON, ``entry`` one feed entry with its own content as JSON, ``feed`` a polled feed (kept, no article),
    ``wire`` one NewsML, NITF or ninjs item, ``mail`` one message as sent (RFC 5322).
    ``fetched_at`` is when newsfold read them (for a WARC record, when the crawler did); ``captured_at`` is
    the best evidence of when they came to be as they are (a file's modification time), used only to place
    an undated article in the candidate window, so that the order of arrival never matters.
    """

    location: str
    body: bytes
    fetched_at: datetime
    form: Form
    media_type: str | None = None
    charset: str | None = None
    final_location: str | None = None
    status_code: int | None = None
    http_headers: tuple[tuple[str, str], ...] = ()
    source_id: str | None = None
    feed_id: str | None = None
    captured_at: datetime | None = None
    hints: Hints = Hints()
    selectors: Selectors | None = None
    """Those of its source today. Set for parsing only, never archived: they belong to the rules, not to the capture."""
    kept_at: KeptAt | None = None
    """Where the bytes lie already, so that the archive need not hold them; None for what it has to keep."""

    @property
    def sha256(self) -> str:
        """Digest of the bytes, 64 hexadecimal digits."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class DateEvidence:
    """One date found in a capture. ``origin`` names where (json-ld, meta, text, feed, url ...), ``raw`` the words.

    ``at`` is None under precision day, where only the printed calendar day ``on`` is known.
    """

    origin: str
    raw: str
    on: date
    at: datetime | None = None
    precision: Precision = "day"


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency or outlet that an article credits, with the words that say so.

    ``agency`` is the normalised name, None where the words name nobody ("a media report said").
    """

    kind: CreditKind
    evidence: str
    agency: str | None = None
    publisher_id: str | None = None


@dataclass(frozen=True, slots=True)
class RemovedBlock:
    """A piece of a document that is not the article, with the rule that cut it. Positions count from 1.

    ``evidence_count`` is how many texts of the publisher had a learned block; None under every other rule.
    ``paragraphs_before`` is how many of the article's paragraphs stand before it; None where that is not known.
    """

    position: int
    rule: str
    text: str
    evidence_count: int | None = None
    paragraphs_before: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a wire item says beside its text.

    ``kind`` is slugline, editors (a note to them), rights (usage terms), data_mining (a reservation), remote (content
    that it only points to) or extra (what was read although the standard does not know it, or that was unreadable).
    """

    kind: NoteKind
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """The clean text of one capture and its fields. ``paragraphs`` hold no blank line and no field of the head."""

    paragraphs: tuple[str, ...]
    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    dateline: str | None = None
    published_at: datetime | None = None
    published_on: date | None = None
    published_precision: Precision = "none"
    published_from: str | None = None
    modified_at: datetime | None = None
    language: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    image_url: str | None = None
    image_caption: str | None = None
    canonical_url: str | None = None
    guid: str | None = None
    publisher: Publisher | None = None
    credits: tuple[Credit, ...] = ()
    removed: tuple[RemovedBlock, ...] = ()
    dates: tuple[DateEvidence, ...] = ()
    pub_status: PubStatus = "usable"
    embargo_until: datetime | None = None
    version: str | None = None
    urgency: int | None = None
    is_accessible_for_free: bool | None = None
    own_url: str | None = None
    """The address that this capture itself has; a rel=canonical of another site is not it."""
    notes: tuple[Note, ...] = ()

    @property
    def text(self) -> str:
        """The paragraphs joined by a blank line."""
        return "\n\n".join(self.paragraphs)

    @property
    def word_count(self) -> int:
        return len(_WORD.findall(self.text))

    @property
    def paragraph_count(self) -> int:
        return len(self.paragraphs)

    @property
    def content_digest(self) -> str:
        """SHA-256 of title and text with white space folded: equal digests are equal versions."""
        content = "\n\n".join((self.title or "", *self.paragraphs))
        return hashlib.sha256(_SPACE.sub(" ", content).strip().encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What an article is compared by.

    ``hashes`` are the winnowed shingle hashes (64-bit, sorted, distinct), ``shingle_count`` how many distinct
    shingles the text has, ``options_id`` names the options that made it: two are comparable only when equal.
    ``matter_hashes`` are those of pairs of facts (sorted, distinct; see transforms.matter).
    """

    options_id: str
    shingle_count: int
    hashes: tuple[int, ...]
    matter_hashes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AlignedParagraph:
    """Paragraph ``paragraph`` of the one text has its partner in ``other_paragraph`` of the other (from 1)."""

    paragraph: int
    other_paragraph: int
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """Two articles judged. Shares are 0..1; ``containment`` is the first text's in the second.

    ``resemblance`` is the Jaccard coefficient of the shingle sets (Broder 1997), ``aligned_share`` the share of
    the first text's words that lie in aligned sentences, ``reasons`` what decided, in words.
    """

    relation: Relation | None
    is_same_text: bool
    resemblance: float
    containment: float
    other_containment: float
    aligned_share: float
    other_aligned_share: float
    aligned_paragraphs: tuple[AlignedParagraph, ...]
    reasons: tuple[str, ...]
    options_id: str

    @property
    def jaccard(self) -> float:
        return self.resemblance


@dataclass(frozen=True, slots=True)
class Member:
    """An article in its cluster."""

    article_id: str
    role: Role


@dataclass(frozen=True, slots=True)
class Cluster:
    """A syndication cluster: all copies of one text, one of them canonical. Members stand sorted by id."""

    cluster_id: str
    canonical_article_id: str
    canonical_reason: str
    members: tuple[Member, ...]
    origin_name: str | None = None
    origin_publisher_id: str | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something refused: never only logged. ``stage`` is locate, fetch, parse, extract or write."""

    location: str
    stage: str
    rule: str
    reason: str
    document_sha256: str | None = None
    source_id: str | None = None
    extra: dict[str, str] = field(default_factory=dict)
