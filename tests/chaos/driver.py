"""Commands to a service in its own process, past the broker: ``python driver.py FOLDER MODULE``, in the service's
place.

Over the gateway no command reaches a service whose broker is away: RPC is RabbitMQ. Its own work must not suffer for
it nevertheless, so here commands are answered as the RPC entrypoint has them answered, by ``Process.answer`` with a
person's token, while the workers run that the service always has. Each file ``<name>.todo`` in the folder is a plan:
pairs of a registration and the routing of what was registered, at a pace; ``<name>.done`` tells what came of each and
how long it took.
"""

import eventlet

eventlet.monkey_patch()

import json  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from importlib import import_module  # noqa: E402
from pathlib import Path  # noqa: E402

from makam_kernel.service import Process  # noqa: E402
from makam_kernel.settings import Settings  # noqa: E402


class Driver:
    """Carries out plans."""

    def __init__(self, process):
        self.process = process

    def carry_out(self, plan):
        """``[[key, seconds of the registration, seconds of the routing, whether both were answered], …]``"""
        self.token = plan["token"]
        done, began = [], time.monotonic()
        for number, key in enumerate(plan["keys"]):
            time.sleep(max(0, began + number * plan["pace"] - time.monotonic()))
            done.append([key, *self._pair(key, plan["unit_id"])])
        return done

    def _pair(self, key, unit_id):
        citizen = {"name": "Ayşe Yılmaz", "phone": "+905550000001"}
        facts = {"channel": "phone", "topic": key, "citizen": citizen}
        registering, request = self._timed("register_request", facts, key)
        facts = {"request_id": request["id"], "version": request["version"], "unit_id": unit_id}
        routing, routed = self._timed("route_request", facts, key)
        return registering, routing, routed["status"] == "routed"

    def _timed(self, method, facts, key):
        headers = {"actor": self.token, "deadline": int((time.time() + 10) * 1000), "idempotency_key": key}
        began = time.monotonic()
        answer = self.process.answer(method, facts, headers)
        return time.monotonic() - began, answer["ok"]


def main(folder, module):
    """Serve plans until the end of the process."""
    process = Process(import_module(f"{module}.service").SERVICE, Settings.from_environment())
    process.start()
    driver = Driver(process)
    (folder / "ready").touch()
    while True:
        for todo in sorted(folder.glob("*.todo")):
            done = driver.carry_out(json.loads(todo.read_text()))
            todo.unlink()
            todo.with_suffix(".new").write_text(json.dumps(done))
            todo.with_suffix(".new").rename(todo.with_suffix(".done"))
        time.sleep(0.05)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
