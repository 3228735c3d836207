"""``python -m requests_service [run | migrate]``"""

import eventlet

eventlet.monkey_patch()

from makam_nameko.runner import main  # noqa: E402
from requests_service.service import SERVICE  # noqa: E402


def start():
    """The command ``makam-requests``."""
    main(SERVICE)


if __name__ == "__main__":
    start()
