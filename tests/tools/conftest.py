"""A broker with the rights of a small imagined site: real contracts may change, the rules not."""

import amqp
import pytest

import broker_definitions
from broker_definitions import Subscriber
from makam_tools.broker import VHOST, Broker

CONTRACTS = [
    {
        "service": "requests",
        "methods": {"get_request": {"principals": ["visitors"]}, "void_request": {"principals": []}},
        "tells": {"request.confirmed.v1": {}},
        "hears": [{"type": "wish.recorded.v1", "source": "visitors"}],
    },
    {
        "service": "visitors",
        "methods": {"get_wish": {"principals": ["requests"]}, "close_day": {"principals": []}},
        "tells": {"wish.recorded.v1": {}, "visit.planned.v1": {}},
        "hears": [{"type": "request.confirmed.v1", "source": "requests"}],
    },
    {"service": "gateway", "methods": {}, "tells": {"unit.changed.v1": {}}, "hears": []},
]
SUBSCRIBERS = [
    {"name": "egov", "types": ["request.confirmed.v1"]},
    {"name": "screens", "types": ["visit.planned.v1", "request.confirmed.v1"], "length": 3, "days": 1},
]
USERS = ("requests", "visitors", "gateway", "observer", "ext.egov", "ext.screens")
PASSWORDS = {name: f"the password of {name}" for name in USERS}


@pytest.fixture(scope="session")
def definitions():
    outside = [Subscriber(**facts) for facts in SUBSCRIBERS]
    return broker_definitions.definitions(CONTRACTS, PASSWORDS, subscribers=outside)


@pytest.fixture(scope="session")
def broker(tmp_path_factory, definitions):
    broker = Broker(tmp_path_factory.mktemp("broker"))
    broker.start(definitions)
    yield broker
    broker.stop()


@pytest.fixture
def channel_of(broker):
    """A channel with the credentials of a user; publishing waits for the broker's word."""
    connections = []

    def open_channel(user):
        connection = amqp.Connection(
            host=f"127.0.0.1:{broker.port}",
            userid=user,
            password=PASSWORDS[user],
            virtual_host=VHOST,
            confirm_publish=True,
        )
        connection.connect()
        connections.append(connection)
        return connection.channel()

    yield open_channel
    for connection in connections:
        connection.collect()
