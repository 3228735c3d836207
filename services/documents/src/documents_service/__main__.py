"""``python -m documents_service [run | migrate]``"""

import eventlet

eventlet.monkey_patch()

from documents_service.service import SERVICE  # noqa: E402
from makam_nameko.runner import main  # noqa: E402


def start():
    """The command ``makam-documents``."""
    main(SERVICE)


if __name__ == "__main__":
    start()
