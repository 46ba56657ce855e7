"""The server that bench_polling.py polls: feeds with ETags and their pages, on several ports, each request noted.

``feed_server.py HOSTS FOLDER`` prints its ports and serves until it is ended. What it serves is made when it is asked
for, and always the same; feeds under /bare/ have the same items without pages. Requests are written to
FOLDER/requests.log, a line each: port and time.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from pathlib import Path

from aiohttp import web

ITEMS = 20
WORDS = (
    "harbour council bridge ferry winter budget report mayor storm repair school teacher market price station line "
    "river weir farmer harvest court judge ruling appeal hospital ward nurse clinic museum painting theatre season "
    "engine factory worker union strike wage tax vote ballot count district village valley road tunnel traffic"
).split()


def sentence(chance: random.Random) -> str:
    picked = chance.choices(WORDS, k=chance.randint(9, 16))
    return f"The {' '.join(picked)} on {chance.choice(('Monday', 'Tuesday', 'Friday'))}."


def page(feed: int, item: int) -> str:
    chance = random.Random(f"{feed} {item}")
    paragraphs = "".join(f"<p>{' '.join(sentence(chance) for _ in range(3))}</p>" for _ in range(4))
    title = f"{chance.choice(WORDS).title()} {feed} {item} {' '.join(chance.choices(WORDS, k=4))}"
    head = f"<!doctype html><html lang=en><head><title>{title}</title></head>"
    return f"{head}<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"


def feed_xml(feed: int, port: int, *, has_pages: bool) -> str:
    items = "".join(
        f"<item><title>Item {feed} {item}</title>"
        f"{f'<link>http://127.0.0.1:{port}/page/{feed}/{item}</link>' if has_pages else ''}"
        f"<guid isPermaLink='false'>guid-{feed}-{item}</guid>"
        f"<pubDate>Tue, 03 Mar 2026 {item:02}:00:00 GMT</pubDate></item>"
        for item in range(ITEMS)
    )
    return f"<rss version='2.0'><channel><title>Feed {feed}</title><link>http://127.0.0.1:{port}/</link>{items}</channel></rss>"


async def serve(hosts: int, log: Path) -> None:
    with log.open("a", buffering=1) as noted:

        async def answer(request: web.BaseRequest) -> web.Response:
            port = request.transport.get_extra_info("sockname")[1] if request.transport else 0
            parts = request.path.strip("/").split("/")
            if parts[0] == "robots.txt":
                return web.Response(status=404)
            noted.write(f"{port} {time.monotonic()}\n")
            if parts[0] in ("feed", "bare"):
                number = int(parts[1].removesuffix(".xml"))
                etag = f'"feed-{number}"'
                if request.headers.get("If-None-Match") == etag:
                    return web.Response(status=304, headers={"ETag": etag})
                return web.Response(
                    text=feed_xml(number, port, has_pages=parts[0] == "feed"),
                    content_type="application/rss+xml",
                    headers={"ETag": etag},
                )
            return web.Response(text=page(int(parts[1]), int(parts[2])), content_type="text/html")

        runner = web.ServerRunner(web.Server(answer), access_log=None)
        await runner.setup()
        for _ in range(hosts):
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
        ports = [address[1] for address in runner.addresses]
        print(*ports, flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2]) / "requests.log"))
