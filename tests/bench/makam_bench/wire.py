"""An HTTP/1.1 client that costs next to nothing: what it spends would count on both sides and flatter the ratio."""

import json
import socket
from urllib.parse import urlsplit
from uuid import uuid4


class Wire:
    """One kept connection. `request` makes the bytes of a request, `send` gives the status and body of its answer."""

    def __init__(self, url, cookie=""):
        place = urlsplit(url)
        self.host, self.cookie = place.netloc, cookie
        self._socket = socket.create_connection((place.hostname, place.port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def request(self, verb, path, body=None):
        """The bytes of a request; a body goes out with an idempotency key of its own."""
        lines = [f"{verb} {path} HTTP/1.1", f"Host: {self.host}", f"Cookie: {self.cookie}"]
        content = b""
        if body is not None:
            content = json.dumps(body).encode()
            lines += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
            lines.append(f"Idempotency-Key: {uuid4()}")
        return "\r\n".join([*lines, "", ""]).encode() + content

    def send(self, request):
        """Ask and read the whole answer."""
        self._socket.sendall(request)
        came = b""
        while b"\r\n\r\n" not in came:
            came += self._receive()
        head, _, body = came.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        while len(body) < length:
            body += self._receive()
        return int(head[9:12]), body

    def _receive(self):
        came = self._socket.recv(65536)
        if not came:
            raise ConnectionError("the server closed the connection")
        return came

    def close(self):
        """Give the connection back."""
        self._socket.close()
