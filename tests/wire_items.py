"""Wire items of our own words in the standards that newsfold reads, and WARC files made with warcio."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

GUID = "urn:newsml:northwire.example:20260302:harbour"
LEDE = "QUAYHAVEN (North Wire) - The harbour board said on Monday that it would close the old ferry pier until June."
SECOND = "Inspectors found cracks in four of the eleven timber piles under the pier last week, the board said."
THIRD = "Ferries to the islands will leave from the new pier, with two sailings fewer each day, it added."
TEXT = (LEDE, SECOND)
CORRECTED = (LEDE, SECOND, THIRD)

_NAR = "http://iptc.org/std/nar/2006-10-01/"


def xhtml(paragraphs: Sequence[str]) -> str:
    body = "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
    return (
        '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>'
        f"<body>{body}</body></html></inlineXML>"
    )


def newsml(
    version: int | None = 1,
    paragraphs: Sequence[str] = TEXT,
    *,
    guid: str = GUID,
    headline: str = "Harbour board closes old pier",
    status: str = "usable",
    made: str | None = None,
    first: str = "2026-03-02T09:00:00Z",
    item_meta: str = "",
    content_meta: str = "",
    content: str | None = None,
    declaration: bool = True,
) -> str:
    """A NewsML-G2 news item; ``made`` is its versionCreated, by default an hour a version after the first."""
    made = made or f"2026-03-02T{9 + (version or 1):02}:30:00Z"
    number = "" if version is None else f' version="{version}"'
    inline = content if content is not None else xhtml(paragraphs) if paragraphs else ""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n' if declaration else ""
    return f"""{head}<newsItem xmlns="{_NAR}" guid={quoteattr(guid)}{number} standard="NewsML-G2"
 standardversion="2.30" xml:lang="en-GB">
<rightsInfo><copyrightHolder><name>North Wire Ltd</name></copyrightHolder>
<usageTerms>Not for use in printed books.</usageTerms></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider literal="northwire.example"><name>North Wire</name></provider>
<versionCreated>{made}</versionCreated><firstCreated>{first}</firstCreated>
<pubStatus qcode="stat:{status}"/><edNote>Subs: a correction may follow.</edNote>{item_meta}</itemMeta>
<contentMeta><urgency>3</urgency><located><name>Quayhaven</name></located>
<creator><name>Anna Bell</name></creator><language tag="en"/>
<subject qcode="medtop:1"><name>ports</name></subject><subject qcode="medtop:2"><name>ferries</name></subject>
<slugline>HARBOUR-PIER</slugline><headline>{escape(headline)}</headline>{content_meta}</contentMeta>
<contentSet>{inline}</contentSet></newsItem>"""


def message(*items: str) -> str:
    header = "<header><sent>2026-03-02T10:00:00Z</sent></header>"
    return f'<newsMessage xmlns="{_NAR}">{header}<itemSet>{"".join(items)}</itemSet></newsMessage>'


def nitf(paragraphs: Sequence[str] = TEXT, *, version: str = "1", status: str = "usable", head: str = "") -> str:
    body = "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
    return f"""<?xml version="1.0"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<nitf version="-//IPTC//DTD NITF 3.6//EN"><head><title>Pier</title>
<tobject><tobject.subject tobject.subject.matter="ports"/></tobject>
<docdata management-status="{status}"><doc-id id-string="NW-77" regsrc="northwire.example"/><urgency ed-urg="4"/>
<du-key key="pier" version="{version}"/><date.issue norm="20260302T090000Z"/>
<doc.copyright holder="North Wire Ltd" year="2026"/><key-list><keyword key="ferries"/></key-list>{head}</docdata></head>
<body><body.head><hedline><hl1>Harbour board closes old pier</hl1><hl2>Repairs until June</hl2></hedline>
<byline>By <person>Anna Bell</person> <byttl>Harbour correspondent</byttl></byline>
<dateline><location>Quayhaven</location><story.date norm="20260302">March 2</story.date></dateline></body.head>
<body.content><media media-type="image"><media-reference source="https://northwire.example/pier.jpg"/>
<media-caption>The pier at dusk.</media-caption></media><block>{body}</block></body.content>
<body.end><tagline>(Editing by the night desk)</tagline></body.end></body></nitf>"""


def ninjs(generation: int = 1, **changes: Any) -> dict[str, Any]:
    """A ninjs item in the manner of 1.x, 2.x or 3.x."""
    item: dict[str, Any] = {
        "uri": "urn:ninjs:northwire.example:1",
        "type": "text",
        "version": "2",
        "versioncreated": "2026-03-02T11:30:00Z",
        "firstcreated": "2026-03-02T09:00:00Z",
        "pubstatus": "usable",
        "urgency": 3,
        "language": "en",
        "copyrightholder": "North Wire Ltd",
        "usageterms": "Not for use in printed books.",
        "located": "Quayhaven",
        "slugline": "HARBOUR-PIER",
    }
    markup = "".join(f"<p>{one}</p>" for one in TEXT)
    if generation == 1:
        item |= {"headline": "Harbour board closes old pier", "body_xhtml": markup, "byline": "Anna Bell"}
        item |= {"subject": [{"name": "ports"}], "infosource": [{"name": "Associated Press"}]}
    else:
        item |= {
            "headlines": [
                {"role": "short", "value": "Pier closed"},
                {"role": "main", "value": "Harbour board closes old pier"},
            ],
            "bodies": [
                {"role": "plain", "contenttype": "text/plain", "value": "\n\n".join(TEXT)},
                {"role": "body", "contenttype": "text/html", "value": markup},
            ],
            "by": "Anna Bell",
            "subjects": [{"name": "ports"}],
            "infosources": [{"name": "Associated Press"}],
        }
    if generation == 3:
        camel = {"versioncreated": "versionCreated", "firstcreated": "firstCreated", "pubstatus": "pubStatus"}
        camel |= {"copyrightholder": "copyrightHolder", "usageterms": "usageTerms", "infosources": "infoSources"}
        item = {camel.get(name, name): value for name, value in item.items()}
        item["bodies"] = [
            {("contentType" if key == "contenttype" else key): value for key, value in body.items()}
            for body in item["bodies"]
        ]
        item["standard"] = {"name": "ninjs", "version": "3.0"}
    return item | changes


def as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


# ---- WARC


def page(number: int) -> bytes:
    """A page of made-up words, other ones for each number."""
    chance = random.Random(number)
    words = ["".join(chance.choices("aeiourstlnmkd", k=chance.randint(3, 8))) for _ in range(60)]
    told = ". ".join(" ".join(words[at : at + 10]).capitalize() for at in range(0, 60, 10))
    head = f"<head><title>Pier report {number}</title></head>"
    body = f"<article><h1>Pier report {number}</h1><p>{told}.</p><p>{told[::-1]}.</p></article>"
    return f"<html>{head}<body>{body}</body></html>".encode()


def response(
    number: int,
    body: bytes | None = None,
    *,
    status: str = "200 OK",
    headers: Sequence[tuple[str, str]] = (("Content-Type", "text/html; charset=utf-8"),),
    url: str | None = None,
    when: str = "2026-03-02T10:00:00Z",
    kind: str = "response",
) -> bytes:
    """One uncompressed WARC record."""
    payload = page(number) if body is None else body
    out = BytesIO()
    writer = WARCWriter(out, gzip=False)
    is_http = kind in ("response", "request", "revisit")
    first = status if kind != "request" else "GET / HTTP/1.1"
    head = StatusAndHeaders(first, list(headers), protocol="HTTP/1.1" if kind != "request" else "")
    record = writer.create_warc_record(
        url or f"https://paper{number % 3}.example/{number}",
        kind,
        payload=BytesIO(payload),
        length=len(payload),
        http_headers=head if is_http else None,
        # with its digest given, the writer needs no file of its own to count in
        warc_headers_dict={"WARC-Date": when, "WARC-Payload-Digest": f"sha256:{sha256(payload).hexdigest()}"},
        warc_content_type="" if is_http else "text/plain",
    )
    writer.write_record(record)
    return out.getvalue()


def write_warc(path: Path, records: Sequence[bytes]) -> list[int]:
    """A file of records, packed as its suffix says; returns where each of them starts."""
    offsets, size = [], 0
    with path.open("wb") as file:
        for record in records:
            if path.suffix == ".gz":
                packed = gzip.compress(record, mtime=0)
            elif path.suffix == ".zst":
                packed = zstandard.ZstdCompressor().compress(record)
            else:
                packed = record
            offsets.append(size)
            size += file.write(packed)
    return offsets
