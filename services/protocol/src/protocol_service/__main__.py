"""``python -m protocol_service [run | migrate]``"""

import eventlet

eventlet.monkey_patch()

from makam_nameko.runner import main  # noqa: E402
from protocol_service.service import SERVICE  # noqa: E402


def start():
    """The command ``makam-protocol``."""
    main(SERVICE)


if __name__ == "__main__":
    start()
