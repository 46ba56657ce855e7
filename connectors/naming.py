"""Ids that connectors give: of sources named on the command line, of feeds, of publishers."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from connectors.redaction import without_secrets
from transforms.addresses import host_of, registrable_domain
from transforms.model import Publisher
from transforms.text import slug

_DOMAIN = re.compile(
    r"(?:https?://)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z](?:[:/].*)?", re.IGNORECASE
)
_MAX_SLUG = 80


def source_id_of_url(url: str) -> str:
    """The source id of an address that no sources file names: slug of host, port and path."""
    plain = re.sub(r"^https?://(?:www\.)?", "", without_secrets(url).partition("#")[0])
    named = slug(plain.rstrip("/"))
    return named if len(named) <= _MAX_SLUG else f"{named[:_MAX_SLUG]}-{_digest(plain)}"


def source_id_of_path(path: Path) -> str:
    """The source id of a local path: slug of its name, and a digest of where it lies, since names recur."""
    return f"{slug(path.name)[:_MAX_SLUG]}-{_digest(str(path.absolute()))}"


def feed_id_of(source_id: str, location: str) -> str:
    """The id of one polled location: its source and a digest of the address, so that more feeds may join it."""
    return f"{source_id}/{_digest(location)}"


def publisher_named(name: str) -> Publisher:
    """The publisher that a sources file or a table row names: by its registrable domain where the words are a
    domain or an address, else by the slug of the name.
    """
    name = " ".join(name.split())
    if _DOMAIN.fullmatch(name):
        host = host_of(name if "://" in name else f"http://{name}")
        domain = registrable_domain(host) if host else None
        if domain:
            return Publisher(domain, domain if "://" in name else name, domain)
    return Publisher(slug(name), name)


def publisher_of_url(url: str) -> Publisher | None:
    """The publisher at an address, by its registrable domain; None for IP addresses and bare host names."""
    domain = registrable_domain(url)
    return Publisher(domain, domain, domain) if domain else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:8]
