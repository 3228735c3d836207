"""The ground that tests stand on: one private broker and one private PostgreSQL, made new for each run."""

import json
import secrets
import shutil
from contextlib import ExitStack, contextmanager

from makam_tools import keys
from makam_tools.broker import VHOST, Broker
from makam_tools.postgres import Postgres
from makam_tools.site import Site
from makam_tools.trouble import Trouble


@contextmanager
def prepared(folder, demand_all, say=print):
    """The settings MAKAM_TEST_BROKER and MAKAM_TEST_POSTGRES. With `demand_all` nothing may be absent."""
    shutil.rmtree(folder, ignore_errors=True)
    with ExitStack() as ending:
        settings = {"MAKAM_TEST_BROKER": json.dumps(_broker(folder, ending, say))}
        try:
            settings["MAKAM_TEST_POSTGRES"] = _postgres(folder, ending, say)
        except Trouble as trouble:
            if demand_all:
                raise
            say(f"PostgreSQL yok, onu isteyen sınamalar atlanacak: {trouble}")
        yield settings


def _broker(folder, ending, say):
    site = Site(folder)
    keys.ready(site.keys)
    observer = {"observer": secrets.token_urlsafe(24)}
    broker = Broker(site.broker, say=say)
    ending.callback(broker.stop)
    broker.start(site.definitions(observer))
    users = keys.broker_passwords(site.keys) | observer
    return {"host": "127.0.0.1", "port": broker.port, "vhost": VHOST, "users": users}


def _postgres(folder, ending, say):
    postgres = Postgres(folder / "postgres", say=say, durable=False)
    ending.callback(postgres.throw_away)
    postgres.start()
    return postgres.uri()
