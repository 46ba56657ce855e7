"""Wire items told from other files by their first kilobytes. Light: looking at a folder loads no parser."""

from __future__ import annotations

import re

MAX_BYTES = 20 * 2**20
"""Of one body of wire items."""

ITEMS = ("newsItem", "packageItem")
OTHER_ITEMS = ("conceptItem", "knowledgeItem", "planningItem", "catalogItem", "catalog")
PROPERTIES = frozenset(
    "uri type mimetype representationtype profile version firstcreated versioncreated contentcreated contentmodified "
    "embargoed pubstatus urgency copyrightholder copyrightnotice usageterms ednote ednotes language person people "
    "organisation organisations place places subject subjects event events eventdetails object objects infosource "
    "infosources title byline by headline headlines description descriptions body bodies slugline located charcount "
    "wordcount renditions associations altids trustindicator trustindicators $standard standard genre genres expires "
    "rightsinfo digitalsourcetype advice advices plannedcoverage dateline contacts contactinfo edstatus keywords "
    "evolvedfrom evolvedto links signals provider creditline $schema".split()
)
"""What ninjs 1.0 to 3.1 name at the top of an item, in lower case."""

_MOST_LOOKED_AT = 65_536
_TEXTS = ("headline_", "body_", "description_")
# Of a whole kind of JSON, such as a social post with a uri and a title, none has these.
_TELLING = frozenset(
    "headline headlines bodies versioncreated firstcreated contentcreated pubstatus copyrightholder usageterms ednote "
    "representationtype infosource infosources plannedcoverage renditions trustindicators".split()
)
_ROOTS = frozenset({"newsMessage", "nitf", "NewsML", *ITEMS, *OTHER_ITEMS})
_FIRST = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,40}:)?([A-Za-z_][\w.-]{0,40})[\s/>]")
_BEFORE_ROOT = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\])?[^>]*>", re.DOTALL)
_HAS_URI = re.compile(rb'[\[{].*?"uri"\s*:\s*"', re.DOTALL)
_PROPERTY = re.compile(rb'"([A-Za-z_][A-Za-z0-9_]{1,40})"\s*:')
_STANDARD = re.compile(rb'"name"\s*:\s*"ninjs"', re.IGNORECASE)


def looks_like_wire(start: bytes) -> bool:
    """Whether the first kilobytes of a body say NewsML, NITF or ninjs."""
    head = start[:_MOST_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<"):
        root = _FIRST.search(_BEFORE_ROOT.sub(b"", head))
        return root is not None and root[1].decode() in _ROOTS
    return bool(_HAS_URI.match(head)) and _looks_like_ninjs(head)


def _looks_like_ninjs(head: bytes) -> bool:
    names = {name.decode().lower() for name in _PROPERTY.findall(head)}
    return bool(names & _TELLING) or bool(_STANDARD.search(head)) or any(name.startswith(_TEXTS) for name in names)
