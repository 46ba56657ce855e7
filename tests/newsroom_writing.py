"""What newsrooms write: pages, feeds in every format, sitemaps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from html import escape
from typing import Any


@dataclass(frozen=True)
class Item:
    """One entry of a feed that a test writes."""

    title: str
    link: str
    guid: str | None = None
    published: str | None = "Tue, 03 Mar 2026 10:00:00 GMT"
    summary: str | None = None
    content: str | None = None
    author: str | None = None
    categories: Sequence[str] = ()


def page_html(title: str, *paragraphs: str, head: str = "") -> str:
    """A small article page."""
    body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>{head}</head>'
        f"<body><article><h1>{escape(title)}</h1>{body}</article></body></html>"
    )


def rss(items: Iterable[Item], title: str = "The Loopback Herald", link: str = "http://herald.example/") -> str:
    """An RSS 2.0 document."""
    entries = "".join(f"<item>{_rss_item(item)}</item>" for item in items)
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{escape(title)}</title><link>{escape(link)}</link>'
        f"<language>en</language>{entries}</channel></rss>"
    )


def _rss_item(item: Item) -> str:
    fields = [
        ("title", item.title),
        ("link", item.link),
        ("pubDate", item.published),
        ("description", item.summary),
        ("content:encoded", item.content),
        ("dc:creator", item.author),
        *(("category", category) for category in item.categories),
    ]
    text = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields if value is not None)
    return text + (f'<guid isPermaLink="false">{escape(item.guid)}</guid>' if item.guid else "")


def atom(items: Iterable[Item], title: str = "The Loopback Herald") -> str:
    """An Atom 1.0 document; ``published`` of its items must be ISO 8601."""
    entries = "".join(f"<entry>{_atom_entry(item)}</entry>" for item in items)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>{escape(title)}</title>{entries}</feed>'


def _atom_entry(item: Item) -> str:
    fields = [("title", item.title), ("id", item.guid or item.link), ("published", item.published)]
    text = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields if value is not None)
    summary = f"<summary type='html'>{escape(item.summary)}</summary>" if item.summary else ""
    return f"{text}<link href='{escape(item.link)}'/>{summary}"


def json_feed(items: Iterable[Item], title: str = "The Loopback Herald") -> str:
    """A JSON Feed 1.1 document."""
    entries = [
        {
            "id": item.guid or item.link,
            "url": item.link,
            "title": item.title,
            "content_html": item.content or item.summary,
        }
        for item in items
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": title, "items": entries})


def http_date(moment: Any) -> str:
    """An aware datetime as HTTP writes it."""
    return format_datetime(moment, usegmt=True)


def rdf(items: Sequence[Item], title: str = "The Loopback Herald") -> str:
    """An RSS 1.0 (RDF) document."""
    told = "".join(
        f'<item rdf:about="{escape(item.link)}"><title>{escape(item.title)}</title><link>{escape(item.link)}</link>'
        f"<dc:date>2026-03-03T10:00:00Z</dc:date></item>"
        for item in items
    )
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>{escape(title)}</title></channel>'
        f"{told}</rdf:RDF>"
    )


def rss_of_old(items: Iterable[Item], title: str = "The Loopback Herald") -> str:
    """An RSS 0.91 document: titles and links, and nothing else."""
    told = "".join(
        f"<item><title>{escape(item.title)}</title><link>{escape(item.link)}</link></item>" for item in items
    )
    return f'<rss version="0.91"><channel><title>{escape(title)}</title>{told}</channel></rss>'


FEEDS = {"rss": rss, "atom": atom, "json": json_feed, "rdf": rdf, "rss091": rss_of_old}
"""Every format that a newsroom may write its feed in."""


def sitemap(links: Iterable[str], news_title: str | None = None) -> str:
    """A sitemap; a news sitemap where its articles have a title."""
    news = (
        "<news:news><news:publication><news:name>The Herald</news:name><news:language>en</news:language>"
        "</news:publication><news:publication_date>2026-03-03T10:00:00Z</news:publication_date>"
        f"<news:title>{escape(news_title)}</news:title></news:news>"
        if news_title
        else ""
    )
    told = "".join(f"<url><loc>{escape(link)}</loc><lastmod>2026-03-03</lastmod>{news}</url>" for link in links)
    return (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{told}</urlset>'
    )


def sitemap_index(links: Iterable[str]) -> str:
    """A sitemap of sitemaps."""
    told = "".join(f"<sitemap><loc>{escape(link)}</loc></sitemap>" for link in links)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{told}</sitemapindex>'
