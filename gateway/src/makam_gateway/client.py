"""The web client: files built from `gateway/web`, and one document for the address of every page."""

import gzip
import json
import mimetypes
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

from makam_kernel.errors import NotFound

DOCUMENT = "index.html"
NO_PROVIDER, A_PROVIDER = b'data-provider="no"', b'data-provider="yes"'
SMALLEST_TO_COMPRESS = 1000  # bytes
OUTSIDE = ("/api/", "/assets/", "/basvuru", "/feeds/", "/static/")
COMPRESSED = (".css", ".html", ".js", ".svg")
FOR_GOOD = "public, max-age=31536000, immutable"
"""A built file's name changes with its content."""

mimetypes.add_type("font/woff2", ".woff2")


@dataclass(frozen=True)
class File:
    """A file of the client as it goes over the wire, plain and compressed."""

    plain: bytes
    compressed: bytes | None
    kind: str
    tag: str


class Client:
    """The client's files, read once: they are few and small. The document says whether people can also sign in with
    the municipality's own accounts."""

    def __init__(self, has_provider):
        root = files("makam_gateway") / "client"
        document = (root / DOCUMENT).read_bytes()
        self.document = _file(DOCUMENT, document.replace(NO_PROVIDER, A_PROVIDER) if has_provider else document)
        self.built = json.loads((root / "files.json").read_text())
        self.assets = {one.name: _file(one.name, one.read_bytes()) for one in (root / "assets").iterdir()}

    def address_of(self, source):
        """Where the file that was built from this source is."""
        return "/" + self.built[source]["file"]

    async def asset(self, request: Request):
        """A file that a page loads."""
        file = self.assets.get(request.path_params["name"])
        if file is None:
            raise NotFound("route.not_found")
        return _respond(request, file, FOR_GOOD)

    async def page(self, request: Request):
        """The document in which every page stands; what the page shows is the client's matter."""
        return _respond(request, self.document, "no-cache")

    @staticmethod
    def wants_page(request):
        """Whether somebody opens a page by its address, rather than a program asking for data."""
        outside = request.url.path.startswith(OUTSIDE)
        return request.method in ("GET", "HEAD") and not outside and "text/html" in request.headers.get("accept", "")


def _file(name, plain):
    small = len(plain) < SMALLEST_TO_COMPRESS or not name.endswith(COMPRESSED)
    compressed = None if small else gzip.compress(plain, mtime=0)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return File(plain, compressed, kind, f'"{sha256(plain).hexdigest()[:16]}"')


def _respond(request, file, caching):
    packed = file.compressed is not None and "gzip" in request.headers.get("accept-encoding", "")
    headers = {"Cache-Control": caching, "ETag": file.tag, "Vary": "Accept, Accept-Encoding"}
    if request.headers.get("if-none-match") == file.tag:
        # With its kind, by which it gets its policy: a browser takes what a 304 says in place of what it had kept.
        return Response(status_code=304, headers=headers, media_type=file.kind)
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(file.compressed if packed else file.plain, headers=headers, media_type=file.kind)
