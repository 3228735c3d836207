"""A whole site, and the tests' own user on its broker, who may put anything anywhere."""

import amqp
import pytest

from makam_tools.trial import Trial


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """A running site."""
    with Trial(tmp_path_factory.mktemp("hostile")) as site:
        yield site


@pytest.fixture(scope="session")
def operator(site):
    """A client of its operator."""
    return site.operator()


@pytest.fixture
def channel(site):
    """A channel of the observer; publishing waits for the broker's word."""
    yield from _channel(site, "observer", "observer")


@pytest.fixture
def channel_of(site):
    """Opens a channel with the credentials of a service of this site."""
    opened = []

    def open_channel(name):
        password = site.site.environment(name)["MAKAM_AMQP_URI"].split(":")[2].rpartition("@")[0]
        opened.append(_channel(site, name, password))
        return next(opened[-1])

    yield open_channel
    for one in opened:
        one.close()


def _channel(site, user, password):
    place = f"127.0.0.1:{site.broker.port}"
    connection = amqp.Connection(place, userid=user, password=password, virtual_host="makam", confirm_publish=True)
    connection.connect()
    try:
        channel = connection.channel()
        channel.auto_decode = False
        yield channel
    finally:
        connection.collect()
