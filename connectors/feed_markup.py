"""Markup inside feeds: relative links made absolute, empty elements written so that HTML reads them.

An entry is read away from the page that it was written for, so that `<img src="a.jpg">` would lead nowhere. And
XHTML's `<br/>` comes out of the XML reader as `<br></br>`, which HTML takes for two. Nothing else changes: the rest
stays as received, and is made safe where it is shown. Works on the text,
tag by tag in linear time: feedparser's own resolver hangs on small inputs and writes the markup anew.
"""

from __future__ import annotations

import html
import re

from transforms.addresses import join_url

_TAG = re.compile(r"<[A-Za-z][^<>]{0,16384}>")
_EMPTY = re.compile(
    r"<(area|base|br|col|command|embed|hr|img|input|link|meta|param|source|track|wbr)(\s[^<>]{0,16384})?></\1>",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"""(\s(?:href|src|cite|poster|longdesc|background|action|data|classid|codebase|usemap)\s{0,8}=\s{0,8})"""
    r"""(?:"([^"]*)"|'([^']*)')""",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|#|$)")


def readable_markup(markup: str | None, base: str | None) -> str | None:
    """The markup with its empty elements closed once, and the relative links in its tags joined to ``base``."""
    if not markup or "<" not in markup:
        return markup
    if "></" in markup:
        markup = _EMPTY.sub(r"<\1\2 />", markup)
    if not base or "=" not in markup:
        return markup
    return _TAG.sub(lambda tag: _LINK.sub(lambda link: _joined(link, base), tag[0]), markup)


def _joined(link: re.Match[str], base: str) -> str:
    value = link[2] if link[2] is not None else link[3]
    if _ABSOLUTE.match(value):
        return link[0]
    place = join_url(base, html.unescape(value))
    if place is None:
        return link[0]
    quote, escaped = ('"', "%22") if link[2] is not None else ("'", "%27")
    written = place.replace("&", "&amp;").replace(quote, escaped)
    return f"{link[1]}{quote}{written}{quote}"
