"""TLS to the broker, at each of the three clients: a good certificate works, and every bad one is refused."""

import ssl
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from certificates import Authority
from door import door

from makam_kernel import broker as py_amqp
from makam_kernel.calls import Caller
from makam_kernel.errors import Unavailable
from makam_kernel.settings import Settings

CLIENTS = ("py_amqp", "aio_pika", "nameko")


@pytest.mark.check("S43", "the broker's certificate is good")
@pytest.mark.check("S44", "mutual TLS")
@pytest.mark.parametrize("client_name", CLIENTS)
def test_a_client_with_a_certificate_is_let_in(broker, clients, authority, client, client_name):
    """S43, S44: TLS with verification on both sides, against a real broker."""
    files = {"cacertfile": authority.pair.certificate, "certfile": client.certificate, "keyfile": client.key}
    assert getattr(clients, client_name)(broker.tls_port, **files) == "connected"


@pytest.mark.check("S44", "a client without a certificate")
@pytest.mark.parametrize("client_name", ["py_amqp", "aio_pika"])
def test_a_client_without_one_is_not(broker, clients, authority, client_name):
    """S44: where the broker wants certificates, the password alone opens nothing."""
    assert getattr(clients, client_name)(broker.tls_port, cacertfile=authority.pair.certificate) != "connected"


@pytest.mark.check("S43", "a whole call")
def test_a_call_and_its_answer_go_by_tls(broker, clients, authority, client, gateway_keys):
    files = {"cacertfile": authority.pair.certificate, "certfile": client.certificate, "keyfile": client.key}
    service = clients.service(broker.tls_port, **files)
    caller = Caller(clients.address("gateway", broker.tls_port, **files), gateway_keys)
    try:
        assert until_answered(caller)["service"] == "requests"
    finally:
        caller.close()
        service.stop()


def until_answered(caller):
    until = time.monotonic() + 30
    while True:
        try:
            return caller.call("requests", "get_health", {}, cause=uuid4())
        except Unavailable:
            assert time.monotonic() < until
            time.sleep(0.1)


@pytest.fixture(scope="module")
def bad(authority, tmp_path_factory):
    """What is wrong with a broker's certificate, as (certificate, newest version of TLS)."""
    stranger = Authority(tmp_path_factory.mktemp("stranger"), "Yabancı CA")
    return {
        "an unknown authority": (stranger.sign("localhost"), None),
        "expired": (authority.sign("localhost", until=timedelta(minutes=-5)), None),
        "another name": (authority.sign("rabbit.example"), None),
        "another address": (authority.sign("127.0.0.2"), None),
        "an old version of TLS": (authority.sign("localhost"), ssl.TLSVersion.TLSv1_1),
    }


FAULTS = ("an unknown authority", "expired", "another name", "another address", "an old version of TLS")


@pytest.mark.check("S43", "a broker that is not proven")
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("client_name", CLIENTS)
def test_a_broker_that_is_not_proven_is_refused(broker, clients, authority, bad, client_name, fault):
    """S43: wrong authority, expired, wrong name, TLS older than 1.2: refused by each client."""
    pair, newest = bad[fault]
    with door(broker.port, pair, newest) as port:
        found = getattr(clients, client_name)(port, cacertfile=authority.pair.certificate)
    assert found in ("SSLCertVerificationError", "SSLError", "broker.away", "refused")


@pytest.mark.parametrize("client_name", CLIENTS)
def test_the_same_door_with_a_good_certificate_lets_in(broker, clients, authority, client_name):
    """The control: what the test before shows is the certificate's doing."""
    with door(broker.port, authority.sign("localhost")) as port:
        assert getattr(clients, client_name)(port, cacertfile=authority.pair.certificate) == "connected"


@pytest.mark.check("S43", "no authority named")
def test_without_a_file_the_machines_own_authorities_decide(broker, clients, authority):
    with door(broker.port, authority.sign("localhost")) as port:
        assert clients.py_amqp(port) == "SSLCertVerificationError"
        assert clients.aio_pika(port) == "broker.away"


NEEDED = {"MAKAM_DATABASE_URI": "sqlite:///x", "MAKAM_KEYS": "keys", "MAKAM_MESSAGES": "messages"}


def test_settings_carry_the_files_in_the_address():
    named = {"MAKAM_AMQP_CA": "/a b/ca.pem", "MAKAM_AMQP_CERT": "/c.pem", "MAKAM_AMQP_KEY": "/k.pem"}
    settings = Settings.from_environment(NEEDED | named | {"MAKAM_AMQP_URI": "amqps://u:p@h/makam"})
    assert py_amqp.files_of(settings.broker) == {
        "cacertfile": "/a b/ca.pem",
        "certfile": "/c.pem",
        "keyfile": "/k.pem",
    }
    assert py_amqp.without_files(settings.broker) == "amqps://u:p@h/makam"
    assert py_amqp.tls_of("amqp://u:p@h/makam") is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"MAKAM_AMQP_URI": "amqp://u:p@h/makam", "MAKAM_AMQP_CA": "/ca.pem"},
        {"MAKAM_AMQP_URI": "amqps://u:p@h/makam", "MAKAM_AMQP_CERT": "/c.pem"},
        {"MAKAM_AMQP_URI": "http://u:p@h/makam"},
    ],
    ids=["an authority without TLS", "a certificate without its key", "another protocol"],
)
def test_settings_that_would_verify_nothing_end_the_start(wrong):
    with pytest.raises(SystemExit, match="amqps|MAKAM_AMQP_KEY|amqp"):
        Settings.from_environment(NEEDED | wrong)
