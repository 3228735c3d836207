"""A door with a certificate of the test's choice in front of a plain port: who takes it for the broker is let through,
so that a client that verifies too little would work."""

import socket
import ssl
import threading
from contextlib import contextmanager


@contextmanager
def door(port, pair, newest=None):
    """Listen with a certificate, pass everything on to ``port``, and tell our own port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair.certificate, pair.key)
    if newest:
        context.minimum_version, context.maximum_version = ssl.TLSVersion.MINIMUM_SUPPORTED, newest
        context.set_ciphers("ALL:@SECLEVEL=0")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_serve, args=(listener, context, port), daemon=True).start()
        yield listener.getsockname()[1]


def _serve(listener, context, port):
    while True:
        try:
            line, _ = listener.accept()
        except OSError:  # closed: the test is over
            return
        threading.Thread(target=_pass, args=(line, context, port), daemon=True).start()


def _pass(line, context, port):
    try:
        inside = socket.create_connection(("127.0.0.1", port))
        with inside, context.wrap_socket(line, server_side=True) as outside:
            outside.settimeout(30)
            back = threading.Thread(target=_copy, args=(inside, outside), daemon=True)
            back.start()
            _copy(outside, inside)
            inside.shutdown(socket.SHUT_RDWR)
            back.join(5)
    except OSError:  # refused by the client, or gone
        pass


def _copy(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
    except OSError:
        pass
