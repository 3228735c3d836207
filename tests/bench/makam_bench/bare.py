"""What a service weighs before anything of ours: nameko with one method on the broker, SQLAlchemy with one database.
`python -m makam_bench.bare ADDRESS` prints its resident memory in MiB."""

import eventlet

eventlet.monkey_patch()

import os  # noqa: E402
import sys  # noqa: E402

import psutil  # noqa: E402
import sqlalchemy.orm  # noqa: E402
from nameko.containers import ServiceContainer  # noqa: E402
from nameko.rpc import rpc  # noqa: E402


class Bare:
    """A service that says nothing."""

    name = "bare"

    @rpc
    def nothing(self):
        """Nothing."""


container = ServiceContainer(Bare, {"AMQP_URI": sys.argv[1]})
container.start()
with sqlalchemy.orm.Session(sqlalchemy.create_engine("sqlite://")) as session:
    session.execute(sqlalchemy.text("SELECT 1"))
eventlet.sleep(1)
print(psutil.Process().memory_info().rss / 2**20, flush=True)
os._exit(0)
