"""The names under which pages declare their fields in meta elements: data, not code. All in lower case, best first.

Sources: Open Graph, Dublin Core, rNews, Parse.ly, Sailthru, Cxense, and the names that newspapers' systems use.
"""

from __future__ import annotations

PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.terms.date",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "iso-8601-publish-date",
    "originalpublicationdate",
    "ptime",
    "date_published",
    "article_date_original",
    "rnews:datepublished",
    "bt:pubdate",
    "shareaholic:article_published_time",
    "vr:published_time",
)
MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
)
TITLES = ("og:title", "twitter:title", "dc.title", "title", "headline", "sailthru.title", "parsely-title")
AUTHORS = (
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "og:article:author",
    "cxenseparse:author",
    "twitter:data1",
)
SITE = ("og:site_name", "application-name", "publisher", "dc.publisher")
SECTIONS = (
    "article:section",
    "og:article:section",
    "parsely-section",
    "section",
    "dcterms.subject",
    "cxenseparse:category",
)
IMAGES = ("og:image", "og:image:url", "twitter:image")
LANGUAGES = ("og:locale", "content-language", "language")
FREE = ("isaccessibleforfree", "article:content_tier", "og:article:content_tier", "content_tier")
"""Whether a page is free, or its tier (Facebook's news tags: free, metered, locked)."""
