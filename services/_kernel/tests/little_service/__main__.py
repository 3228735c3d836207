"""``python -m little_service [run | migrate]``"""

import eventlet

eventlet.monkey_patch()

from little_service.service import SERVICE  # noqa: E402
from makam_nameko.runner import main  # noqa: E402

main(SERVICE)
