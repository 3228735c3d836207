"""`python -m monolith PORT SESSIONS`: the settings of requests from the environment, the sessions' database by name."""

import sys
from types import SimpleNamespace

import uvicorn
from makam_bench import apart  # noqa: F401

from makam_gateway.http_head import BoundedHttp
from makam_kernel import logs
from makam_kernel.db import Database
from makam_kernel.service import Process
from makam_kernel.settings import Settings
from monolith.app import build
from requests_service.service import SERVICE

port, sessions = sys.argv[1:]
logs.configure("monolith")
requests = Process(SERVICE, Settings.from_environment())
for worker in requests.workers:  # what any of them owes after a commit: messages sent, jobs done, the audit sealed
    if worker.name not in ("relay", "listener"):
        worker.start()
app = build(requests, SimpleNamespace(database=Database(sessions), clock=requests.clock, settings=requests.settings))
uvicorn.run(app, port=int(port), log_config=None, access_log=False, server_header=False, http=BoundedHttp)
