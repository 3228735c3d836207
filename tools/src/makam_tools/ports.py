"""Free ports on the loopback address."""

import random
import socket

# Below the range from which the kernel takes the ports of outgoing connections: a server that is restarted
# on its port must find it free again.
RANGE = range(20000, 32000)


def free(taken=()):
    while True:
        port = random.choice(RANGE)
        if port not in taken and is_free(port):
            return port


def is_free(port, host="127.0.0.1"):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def answers(port, host="127.0.0.1", timeout=1):
    try:
        with socket.create_connection((host, port), timeout=timeout):
            return True
    except OSError:
        return False
