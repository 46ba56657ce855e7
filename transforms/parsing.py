"""From a capture to a clean article: decode, draft, clean, finish. The one place where the stages meet."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from transforms.addresses import canonical_url, registrable_domain
from transforms.clean import clean
from transforms.credits import all_credits
from transforms.dates import chosen_date, machine_date
from transforms.draft import Draft, blocks_of
from transforms.errors import DocumentTooLarge, InvalidInput, InvalidRow, InvalidUrl, NoArticle, TeaserOnly
from transforms.head import draft_of_text, lede_dateline
from transforms.model import Article, Credit, DateEvidence, Document, Hints, Publisher, RemovedBlock, Selectors
from transforms.plaintext import paragraphs_of
from transforms.prose import is_prose
from transforms.text import decode, one_line, readable, tidy, words

FEWEST_WORDS = 8
"""Fewer words than this are no article, not even a flash."""

TEASER_WORDS = 120
"""A page that says that it is not free (schema.org isAccessibleForFree) and shows fewer words than this shows its
opening only: the article is kept, withheld. Metered papers say so too, and show the whole text."""

MOST_BYTES = 10 * 2**20
"""Of one page, text, row or feed entry, decoded: more takes minutes and gives no article."""


def article_from_html(html: str | bytes, url: str | None = None) -> Article:
    """The clean article of one page as fetched; ``url`` is its address if known.

    Raises NoArticle with the reason; EmptyDocument, NotText and TooDeep are kinds of it.
    """
    resource = url or "page"
    text = decode(html, resource) if isinstance(html, bytes) else readable(html, resource)
    return finished(_draft_of_page(text, url, resource), resource)


def article_from_text(text: str, url: str | None = None) -> Article:
    """The clean article of one plain-text capture.

    Raises NoArticle with the reason; EmptyDocument and NotText are kinds of it.
    """
    resource = url or "text"
    text = decode(text.encode("utf-8", "replace"), resource)
    draft = draft_of_text(paragraphs_of(text))
    return finished(replace(draft, own_url=_own(url) or _own(draft.own_url)), resource)


def warm_up() -> None:
    """Load what the first page would have to load (parsers, models): up to seconds on a busy machine."""
    sentences = "".join(
        f"<p>On day {day} the council of the valley put off its vote on the old wall again.</p>" for day in range(9)
    )
    article_from_html(f"<html><body><article><h1>The vote on the wall</h1>{sentences}</article></body></html>")


def parse_document(document: Document) -> Article:
    """The article of a capture, by its form, with the hints of its way in as evidence.

    Raises the leaves of InvalidInput; the resource is the capture's location.
    """
    readers: dict[str, Callable[[Document], Draft]] = {
        "html": _read_page,
        "text": _read_text,
        "row": _read_row,
        "entry": _read_entry,
    }
    if len(document.body) > MOST_BYTES:
        raise DocumentTooLarge(
            document.location, f"it has {len(document.body):,} bytes, and the limit is {MOST_BYTES:,}"
        )
    reader = readers.get(document.form)
    if reader is None:
        raise InvalidInput(document.location, f"a capture of form {document.form!r} holds no article")
    draft = with_hints(reader(document), document.hints, "table" if document.form == "row" else "feed")
    return finished(draft, document.location)


def _read_page(document: Document) -> Draft:
    text = decode(document.body, document.location, document.charset)
    url = document.final_location or document.location
    own = url if url.startswith(("http://", "https://")) else None
    return _draft_of_page(text, own, document.location, document.selectors)


def _read_text(document: Document) -> Draft:
    draft = draft_of_text(paragraphs_of(decode(document.body, document.location, document.charset)))
    return replace(draft, own_url=_own(document.final_location) or _own(draft.own_url))


def _read_row(document: Document) -> Draft:
    """One table row or feed entry: JSON with ``html``, or ``text`` (or ``body``)."""
    text = decode(document.body, document.location, "utf-8")
    try:
        row: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidRow(document.location, f"not valid JSON ({error})", "mend the line or drop it") from error
    if not isinstance(row, dict):
        raise InvalidRow(document.location, "the row is not an object", "give one JSON object a line")
    page, plain = row.get("html"), row.get("text") or row.get("body")
    if isinstance(plain, str) and plain.strip():
        return replace(_row_text(plain, row), own_url=_own(document.hints.url))
    if isinstance(page, str) and page.strip():
        return _draft_of_page(page, document.hints.url, document.location, document.selectors)
    raise InvalidRow(document.location, "it has neither text nor html", "give a text, body or html column")


def _read_entry(document: Document) -> Draft:
    """A feed entry's own content, where its page could not be had: its HTML read plainly, block by block."""
    entry: Any = json.loads(decode(document.body, document.location, "utf-8"))
    markup = entry.get("content") or entry.get("summary") or ""
    if not markup.strip():
        raise NoArticle(document.location, "the feed entry carries no text of its own")
    from transforms.extract import markup_lines

    lines = markup_lines(markup, document.location)
    return Draft(blocks=blocks_of(lines), own_url=_own(document.hints.url))


def _row_text(plain: str, row: dict[str, Any]) -> Draft:
    """The draft of a row's text: its columns hold the head, so the text is all body unless they are missing."""
    if isinstance(row.get("title"), str) and row["title"].strip():
        lines = [line.strip() for paragraph in paragraphs_of(plain) for line in paragraph.split("\n")]
        return Draft(blocks=blocks_of(lines), title=one_line(row["title"]))
    return draft_of_text(paragraphs_of(plain))


def _draft_of_page(text: str, url: str | None, resource: str, selectors: Selectors | None = None) -> Draft:
    # trafilatura costs half a second: captures that are no pages, and callers that only finish articles, go without
    from transforms.extract import parse_flat
    from transforms.metadata import page_metadata
    from transforms.selecting import page_blocks

    tree = parse_flat(text, resource)
    found = page_metadata(tree, url)
    blocks, cuts = page_blocks(tree, resource, lambda: parse_flat(text, resource), found.title, selectors)
    own_url, credits = _own_address(url, found.og_url, found.canonical)
    return Draft(
        blocks=blocks,
        cuts=cuts,
        title=found.title,
        printed_title=found.printed_title,
        subtitle=found.subtitle,
        authors=found.authors,
        dates=tuple(found.dates),
        modified=found.modified,
        language=found.language,
        section=found.section,
        keywords=found.keywords,
        image_url=found.image_url,
        image_caption=found.image_caption,
        canonical_url=found.canonical or own_url,
        own_url=own_url,
        publisher=_publisher(url, found.site_name),
        credits=credits,
        is_accessible_for_free=found.is_accessible_for_free,
    )


def _own_address(url: str | None, og_url: str | None, canonical: str | None) -> tuple[str | None, tuple[Credit, ...]]:
    """The page's own address, and the credit when its rel=canonical names another site.

    Within one registrable domain the canonical spelling is the page's; without a known address a page saved to disk
    is itself only where two of its own marks agree on the site.
    """
    base = _own(url) or (og_url if og_url and canonical and _site(og_url) == _site(canonical) else None)
    if base is None or canonical is None:
        return base, ()
    if _site(canonical) == _site(base):
        # a canonical that points at the front page is a template's mistake, not an address
        return (base, ()) if _is_front_page(canonical) and not _is_front_page(base) else (canonical, ())
    domain = _site(canonical)
    return base, (Credit("canonical_link", canonical, domain, domain),)


def _is_front_page(url: str) -> bool:
    return url.rstrip("/").count("/") == 2


def _site(url: str) -> str | None:
    return registrable_domain(url) or url.split("/")[2]


def _own(url: str | None) -> str | None:
    if not url or not url.startswith(("http://", "https://")):
        return None
    try:
        return canonical_url(url)
    except InvalidUrl:
        return None


def _publisher(url: str | None, site_name: str | None) -> Publisher | None:
    domain = registrable_domain(url) if url else None
    return Publisher(domain, site_name or domain, domain) if domain else None


def with_hints(draft: Draft, hints: Hints, origin: str) -> Draft:
    """The draft with what the way in said; what the capture itself says goes first, but for the date's own order.

    ``origin`` is what the way in was: feed (a sitemap too) or table.
    """
    dates = [*draft.dates, *_hinted(hints.published, origin)]
    modified = draft.modified or next(iter(_hinted(hints.modified, "feed")), None)
    return replace(
        draft,
        title=draft.title or (one_line(hints.title) if hints.title else None),
        authors=draft.authors or hints.authors,
        dates=tuple(dates),
        modified=modified,
        language=draft.language or hints.language,
        section=draft.section or hints.section,
        keywords=draft.keywords or hints.keywords,
        image_url=draft.image_url or hints.image_url,
        guid=hints.guid,
        publisher=hints.publisher or draft.publisher,
        own_url=draft.own_url or _own(hints.url),
    )


def _hinted(raw: str | None, origin: str) -> Iterable[DateEvidence]:
    evidence = machine_date(raw, origin) if raw else None
    return [evidence] if evidence else []


def finished(draft: Draft, resource: str) -> Article:
    """The article of a draft: cleaned, fields settled. Raises NoArticle where nothing worth the name is left."""
    draft = clean(draft)
    paragraphs = tuple(block.text for block in draft.blocks)
    _check_is_article(draft, paragraphs, resource)
    opening, credit = lede_dateline(draft.blocks)
    lifted = [*draft.credits, *([credit] if credit else [])]
    chosen = chosen_date(draft.dates)
    article = Article(
        paragraphs=paragraphs,
        title=tidy(draft.title).strip() if draft.title else None,
        subtitle=tidy(draft.subtitle).strip() if draft.subtitle else None,
        authors=draft.authors,
        dateline=draft.dateline or opening,
        modified_at=_moment(draft.modified),
        language=draft.language or _language(paragraphs),
        section=draft.section,
        keywords=draft.keywords,
        image_url=draft.image_url,
        image_caption=draft.image_caption,
        canonical_url=draft.canonical_url or draft.own_url,
        guid=draft.guid,
        publisher=draft.publisher or _publisher(draft.own_url, None),
        credits=all_credits(paragraphs, lifted),
        removed=_removed(draft),
        dates=draft.dates,
        is_accessible_for_free=draft.is_accessible_for_free,
        own_url=draft.own_url,
    )
    if article.is_accessible_for_free is False and article.word_count < TEASER_WORDS:
        article = replace(article, pub_status="withheld")
    return with_date(article, chosen)


def with_date(article: Article, chosen: DateEvidence | None) -> Article:
    """The article published when the evidence says; under precision day at 00:00 UTC of the printed day."""
    if chosen is None:
        return replace(article, published_at=None, published_on=None, published_precision="none", published_from=None)
    return replace(
        article,
        published_at=_moment(chosen),
        published_on=chosen.on,
        published_precision=chosen.precision,
        published_from=chosen.origin,
    )


def _moment(evidence: DateEvidence | None) -> datetime | None:
    if evidence is None:
        return None
    return evidence.at or datetime.combine(evidence.on, time(), UTC)


def _check_is_article(draft: Draft, paragraphs: tuple[str, ...], resource: str) -> None:
    count = sum(len(words(paragraph)) for paragraph in paragraphs)
    if count < FEWEST_WORDS:
        cut = f" after cutting {len(draft.cuts)} blocks" if draft.cuts else ""
        if draft.is_accessible_for_free is False:
            raise TeaserOnly(resource, f"it says that it is not free, and {count} words are left{cut}")
        raise NoArticle(resource, f"only {count} words are left{cut}, fewer than {FEWEST_WORDS}")
    if not any(is_prose(paragraph) for paragraph in paragraphs) and count < 40:
        raise NoArticle(resource, "no sentence in it, only labels or headings")


def _removed(draft: Draft) -> tuple[RemovedBlock, ...]:
    """What was cut, in the order of the capture, each with its place among the paragraphs that were kept."""
    kept = [block.position for block in draft.blocks]
    cuts = sorted(draft.cuts, key=lambda cut: cut.block.position)
    return tuple(
        RemovedBlock(number, cut.rule, cut.block.text, None, bisect_left(kept, cut.block.position))
        for number, cut in enumerate(cuts, start=1)
    )


def _language(paragraphs: tuple[str, ...]) -> str | None:
    """The language by py3langid, None for texts too short to tell."""
    sample = " ".join(paragraphs)[:2000]
    if len(sample) < 80:
        return None
    # its model is loaded with it, also by callers that only finish articles
    import py3langid

    code, _ = py3langid.classify(sample)
    return str(code)
