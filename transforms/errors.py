"""The errors that newsfold raises, all of them, in one tree.

::

    NewsfoldError
    ├── InvalidInput            what came in cannot be used; becomes a rejections row
    │   ├── NoArticle           a page or text without an article in it
    │   │   ├── NotText         bytes that are not text in any charset we know
    │   │   ├── EmptyDocument   nothing, or nothing but white space
    │   │   ├── TeaserOnly      a page for subscribers that shows next to nothing to others
    │   │   └── TooDeep         markup nested deeper than the parser follows
    │   ├── DocumentTooLarge    more bytes than one capture may have
    │   ├── InvalidUrl          an address that is none
    │   ├── InvalidFeed         not RSS, RDF, Atom or JSON Feed
    │   ├── InvalidSitemap      not a sitemap
    │   ├── InvalidOpml         not a list of feeds
    │   ├── InvalidWire         not NewsML-G2, NITF or ninjs, or without what an article needs
    │   ├── InvalidRow          a table row without text, or that is not valid
    │   ├── ParserFailed        the parser raised what nobody foresaw; a defect to report
    │   └── ParserKilled        the worker process was ended at its wall or memory limit
    ├── FetchFailed             bytes that could not be had
    │   ├── AddressRefused      the address is not public (SSRF guard)
    │   ├── SchemeRefused       neither http nor https
    │   ├── HostUnknown         the name does not resolve
    │   ├── TlsFailed           certificate or handshake; never downgraded
    │   ├── TimedOut            the total time ran out
    │   ├── BodyTooLarge        more bytes, or a higher ratio, than the limit
    │   ├── TooManyRedirects    a loop, or more hops than allowed
    │   ├── BadStatus           an HTTP status that carries no article
    │   │   ├── Gone            404 or 410
    │   │   ├── Challenged      403, or a page that does not let programs in
    │   │   │   ├── BotChallenged   a captcha or another test of whether a person is there
    │   │   │   ├── LoginNeeded     401, or a login page in place of the page
    │   │   │   └── Paywalled       402
    │   │   └── Throttled       429 or 503, with the time to wait
    │   │       └── HostResting     not asked, since the host failed several times in a row
    │   ├── RobotsDisallowed    robots.txt says no
    │   │   └── RobotsUnreachable   robots.txt itself could not be had, so that nothing is allowed for now
    │   └── ConnectionLost      refused, reset, or no HTTP
    ├── LocationMissing         a local path that is not there, or cannot be read
    ├── UnknownKind             no connector for that location
    ├── InvalidSources          sources.toml is wrong; names the table and the key
    ├── InvalidSetting          an environment variable is wrong; names it
    ├── WarehouseError
    │   ├── WarehouseMissing    no file there yet
    │   ├── LeaseHeld           another writer; carries the holder's pid
    │   │   └── AtWorkAlready   a flow that must not run twice at once
    │   ├── NewerSchema         the file was written by a newer newsfold
    │   ├── MigrationChanged    an applied migration differs from the packaged one
    │   ├── QueryRefused        SQL that would write or leave the file
    │   └── UnknownId           no article, document or cluster of that id
    ├── PoolFailed              no worker process for parsing could be started
    └── ArchiveError            the raw archive could not be written or read

Every message reads: *what failed: which resource: cause; what to do*.
"""

from __future__ import annotations

from transforms.error_root import NewsfoldError as NewsfoldError
from transforms.warehouse_errors import AtWorkAlready as AtWorkAlready
from transforms.warehouse_errors import LeaseHeld as LeaseHeld
from transforms.warehouse_errors import MigrationChanged as MigrationChanged
from transforms.warehouse_errors import NewerSchema as NewerSchema
from transforms.warehouse_errors import QueryRefused as QueryRefused
from transforms.warehouse_errors import UnknownId as UnknownId
from transforms.warehouse_errors import WarehouseError as WarehouseError
from transforms.warehouse_errors import WarehouseMissing as WarehouseMissing


class InvalidInput(NewsfoldError):
    """What came in cannot be used. ``rule`` is the short name kept in rejections."""

    what = "input refused"
    rule = "invalid_input"


class NoArticle(InvalidInput):
    """A page or a text in which there is no article; ``cause`` is the reason."""

    what = "no article extracted"
    rule = "no_article"
    remedy = "see the rejections table for its bytes"


class DocumentTooLarge(InvalidInput):
    """More bytes than one capture may have (transforms.parsing.MOST_BYTES): parsing it would take minutes."""

    what = "document too large"
    rule = "too_large"
    remedy = "give a smaller one; its bytes are kept"


class NotText(NoArticle):
    """The bytes are not text in any charset that newsfold knows."""

    what = "not a text"
    rule = "not_text"
    remedy = "give a text or HTML file"


class EmptyDocument(NoArticle):
    """No bytes, or nothing but white space."""

    what = "empty document"
    rule = "empty"
    remedy = "check that it was written in full"


class TeaserOnly(NoArticle):
    """The page says that it is not free, and shows others less than an article."""

    rule = "paywall"


class TooDeep(NoArticle):
    """Markup is nested deeper than libxml2 follows (256 levels), so text would be lost unseen."""

    what = "page nested too deep"
    rule = "too_deep"


class InvalidUrl(InvalidInput):
    """The text is not a URL by the WHATWG standard, or not an http(s) one where that is needed."""

    what = "not a usable URL"
    rule = "invalid_url"


class InvalidFeed(InvalidInput):
    """The body is not RSS, RDF, Atom or JSON Feed."""

    what = "not a feed"
    rule = "invalid_feed"


class InvalidSitemap(InvalidInput):
    """The body is not a sitemap, a sitemap index or a list of URLs."""

    what = "not a sitemap"
    rule = "invalid_sitemap"


class InvalidOpml(InvalidInput):
    """The body is not OPML, or not one that a list of feeds can be."""

    what = "OPML refused"
    rule = "invalid_opml"
    remedy = "export it once more, as OPML"


class InvalidWire(InvalidInput):
    """The body is not NewsML-G2, NITF or ninjs, or lacks what an article needs."""

    what = "not a usable wire item"
    rule = "invalid_wire"


class InvalidRow(InvalidInput):
    """A table row that is not valid or has neither text nor html; the resource ends in its line number."""

    what = "table row refused"
    rule = "invalid_row"


class ParserFailed(InvalidInput):
    """The parser raised something that nobody foresaw: a defect of newsfold, hurting this input only."""

    what = "parser failed"
    rule = "parser_error"
    remedy = "its bytes are kept: report them, and reprocess after the upgrade"


class ParserKilled(InvalidInput):
    """The worker process that parsed this was ended at its wall-time or memory limit."""

    what = "parser killed at its limit"
    rule = "killed"


class FetchFailed(NewsfoldError):
    """Bytes that could not be had over the network. ``rule`` is the short name kept in rejections."""

    what = "fetch failed"
    rule = "fetch_failed"


class AddressRefused(FetchFailed):
    """The connected address is not public."""

    what = "address refused"
    rule = "blocked_ssrf"
    remedy = "list its network in NEWSFOLD_ALLOW_ADDRESSES if it is meant to be reached"


class SchemeRefused(FetchFailed):
    """Only http and https are fetched."""

    what = "scheme refused"
    rule = "scheme"


class HostUnknown(FetchFailed):
    """The host name does not resolve."""

    rule = "dns"


class TlsFailed(FetchFailed):
    """Certificate or TLS handshake; never retried without TLS."""

    rule = "tls"


class TimedOut(FetchFailed):
    """The total time for one fetch ran out."""

    rule = "timeout"


class BodyTooLarge(FetchFailed):
    """The body passed its size limit, or unpacks to too much."""

    rule = "too_large"


class TooManyRedirects(FetchFailed):
    """A redirect loop, or more hops than allowed."""

    rule = "redirects"


class BadStatus(FetchFailed):
    """An HTTP status that carries no article; ``status_code`` holds it."""

    rule = "http_status"

    def __init__(self, resource: str, cause: str, remedy: str | None = None, *, status_code: int = 0) -> None:
        super().__init__(resource, cause, remedy)
        self.status_code = status_code


class Gone(BadStatus):
    """404 or 410."""

    rule = "gone"


class Challenged(BadStatus):
    """403, or another answer that does not let programs in."""

    rule = "blocked"
    remedy = "where you have access, give the source its headers or cookies in the sources file"


class BotChallenged(Challenged):
    """A captcha, or another test of whether a person is there, whatever the status says."""

    rule = "challenge"


class LoginNeeded(Challenged):
    """401, or a login page where the page was asked for."""

    rule = "login"


class Paywalled(Challenged):
    """402: the page is for those who pay."""

    rule = "paywall"


class Throttled(BadStatus):
    """429 or 503; ``retry_after_s`` is the wait asked for, clamped to a day, or None."""

    rule = "throttled"

    def __init__(self, *words: str, status_code: int = 0, retry_after_s: float | None = None) -> None:
        super().__init__(*words, status_code=status_code)
        self.retry_after_s = retry_after_s


class HostResting(Throttled):
    """The host failed several times in a row and is left alone; ``retry_after_s`` is for how long still."""

    rule = "resting"


class RobotsDisallowed(FetchFailed):
    """robots.txt does not let this User-Agent fetch the address."""

    rule = "robots"


class RobotsUnreachable(RobotsDisallowed):
    """The server could not say what robots.txt allows (429, 5xx): nothing may be fetched for now (RFC 9309)."""

    rule = "robots_unreachable"


class ConnectionLost(FetchFailed):
    """The connection was refused or reset, or what came was not HTTP."""

    rule = "connection"


class LocationMissing(NewsfoldError):
    """A local path that does not exist or cannot be read."""

    what = "location not found"
    rule = "missing"
    remedy = "check the path"


class UnknownKind(NewsfoldError):
    """No connector knows what to do with this location."""

    what = "no connector for this location"
    rule = "unknown_kind"
    remedy = "give a feed or page URL, a file, or a folder"


class InvalidSources(NewsfoldError):
    """sources.toml is wrong; the resource names the file, the table and the key."""

    what = "sources file refused"


class InvalidSetting(NewsfoldError):
    """An environment variable has a value that cannot be used; the resource names it."""

    what = "setting refused"


class PoolFailed(NewsfoldError):
    """No worker process for parsing could be started, so nothing can be parsed; the cause is what it said."""

    what = "parsing pool failed"
    remedy = "check the installation"


class ArchiveError(NewsfoldError):
    """The raw archive could not be written or read."""

    what = "archive failed"
