"""``python -m makam_gateway [run | migrate]``; never monkey-patched, for asyncio and real threads live here."""

import sys

import uvicorn

from makam_gateway import api, first_admin
from makam_gateway.http_head import BoundedHttp
from makam_gateway.service import SERVICE
from makam_gateway.settings import GatewaySettings
from makam_kernel import logs, migrations
from makam_kernel.errors import MakamError
from makam_kernel.personal import Seal
from makam_kernel.service import Process
from makam_kernel.settings import Settings


def start():
    """The command ``makam-gateway``."""
    verb = sys.argv[1] if len(sys.argv) > 1 else "run"
    settings = Settings.from_environment()
    logs.configure(SERVICE.name, settings.log_level)
    if verb == "migrate":
        migrations.upgrade(SERVICE.home, settings.database, seal=Seal(settings.keys, SERVICE.name))
    elif verb == "run":
        run(settings, GatewaySettings.from_environment())
    else:
        sys.exit("kullanım / usage: run | migrate")


def run(settings, own):
    """Serve until told to stop."""
    process = Process(SERVICE, settings)
    try:
        migrations.check_version(SERVICE.home, process.database)
        process.database.claim()
        first_admin.make(process, own.first_admin)
    except MakamError as error:
        sys.exit(f"{SERVICE.name}: {error.code} {error.details or ''}")
    uvicorn.run(
        api.build(process, own),
        host=own.host,
        port=own.port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(own.proxies),
        forwarded_allow_ips=list(own.proxies),
        timeout_graceful_shutdown=5,
        http=BoundedHttp,
    )


if __name__ == "__main__":
    start()
