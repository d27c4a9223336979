"""A text as it is sent to browsers: packed once for all who ask, told from others by its tag."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.requests import Request

FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
"""For a file that is named by its content."""
ASKED_ANEW = {"Cache-Control": "no-cache"}
UNKEPT = {"Cache-Control": "private, no-store"}
"""For what a reader brought: no cache keeps it, on no disk."""


@dataclass(frozen=True)
class PackedFile:
    """A packed text and its tag."""

    packed: bytes
    tag: str

    def answer(self, request: Request, media: str, headers: dict[str, str]) -> Response:
        """Answer with the file, or that the browser has it already."""
        headers = {**headers, "ETag": self.tag, "Vary": "Accept-Encoding"}
        if request.headers.get("If-None-Match") == self.tag:
            return Response(status_code=304, headers=headers)
        if "gzip" not in request.headers.get("Accept-Encoding", ""):
            return Response(gzip.decompress(self.packed), media_type=media, headers=headers)
        return Response(self.packed, media_type=media, headers={**headers, "Content-Encoding": "gzip"})


def pack(text: str) -> PackedFile:
    """Pack a text; the same text gives the same bytes."""
    content = text.encode()
    return PackedFile(gzip.compress(content, mtime=0), f'"{hashlib.sha256(content).hexdigest()[:16]}"')
