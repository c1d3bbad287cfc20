"""A server on this machine that hands out files as AWS's does, and misbehaves when told to."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep


@dataclass
class Shop:
    """What there is to be fetched, how it misbehaves, and who asked for what."""

    files: Mapping[str, bytes]
    asked: list[tuple[str, str]] = field(default_factory=list)
    breaks_off_after: list[int] = field(default_factory=list)
    fails_with: list[int] = field(default_factory=list)
    asks_to_wait: str = ""
    drips: bool = False
    redirects_to: str = ""
    has_etags: bool = True
    origin: str = ""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """One request."""
        wanted = handler.headers.get("Range", "")
        self.asked.append((handler.path, wanted))
        content = self.files.get(handler.path)
        if self.fails_with:
            handler.send_response(self.fails_with.pop(0))
            if self.asks_to_wait:
                handler.send_header("Retry-After", self.asks_to_wait)
            handler.send_header("Content-Length", "0")
            handler.end_headers()
        elif self.redirects_to:
            handler.send_response(302)
            handler.send_header("Location", self.redirects_to)
            handler.end_headers()
        elif content is None:
            handler.send_error(404)
        else:
            self._send(handler, content, wanted)

    def _send(self, handler: BaseHTTPRequestHandler, content: bytes, wanted: str) -> None:
        etag = f'"{sha256(content).hexdigest()}"'
        found = re.fullmatch(r"bytes=(\d+)-", wanted)
        start = int(found[1]) if found and handler.headers.get("If-Range") == etag else 0
        if start >= len(content) > 0:
            handler.send_error(416)
            return
        handler.send_response(206 if start else 200)
        if start:
            handler.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        if self.has_etags:
            handler.send_header("ETag", etag)
        handler.send_header("Content-Length", str(len(content) - start))
        handler.end_headers()
        rest = content[start:]
        if self.drips:
            self._drip(handler, rest)
            return
        handler.wfile.write(rest[: self.breaks_off_after.pop(0)] if self.breaks_off_after else rest)

    def _drip(self, handler: BaseHTTPRequestHandler, rest: bytes) -> None:
        """A byte at a time, for ever or until nobody listens."""
        with suppress(OSError):
            for byte in rest:
                handler.wfile.write(bytes([byte]))
                sleep(0.02)


@contextmanager
def open_shop(files: Mapping[str, bytes]) -> Iterator[Shop]:
    """A shop while it is open; its origin is where it can be reached."""
    shop = Shop(files)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shop.answer(self)

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    shop.origin = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield shop
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
