"""uvicorn's HTTP protocol with a bound on a request's head, which it has with another parser only."""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_BYTES = 64 * 1024
_REFUSAL = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class BoundedHttp(HttpToolsProtocol):
    """Ends a connection whose request line and headers do not come to an end."""

    _head = None

    def on_message_begin(self):
        """A head begins."""
        self._head = 0
        super().on_message_begin()

    def on_headers_complete(self):
        """The head is whole."""
        self._head = None
        super().on_headers_complete()

    def data_received(self, data):
        """Read on, as long as it is not too much."""
        super().data_received(data)
        if self._head is not None:
            self._head += len(data)
            if self._head > MOST_BYTES and not self.transport.is_closing():
                self.transport.write(_REFUSAL)
                self.transport.close()
