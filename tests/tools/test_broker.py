"""The private node: what it shows to the network, how it dies, what it leaves."""

import os
import stat
import time
from pathlib import Path

import amqp
import psutil
import pytest

from makam_tools import ports
from makam_tools.broker import VHOST, Broker


@pytest.fixture
def a_broker(tmp_path, definitions):
    broker = Broker(tmp_path / "broker")
    broker.start(definitions)
    yield broker
    broker.stop()


def channel(broker):
    connection = amqp.Connection(
        f"127.0.0.1:{broker.port}", userid="observer", password="the password of observer", virtual_host=VHOST
    )
    connection.connect()
    return connection.channel()


def a_durable_message(broker):
    with channel(broker).connection as connection:
        sender = connection.channel()
        sender.confirm_select()
        message = amqp.Message("{}", delivery_mode=2)
        sender.basic_publish_confirm(message, exchange="visitors.events", routing_key="wish.recorded.v1")


def waiting(broker):
    return channel(broker).queue_declare("requests.inbox.v1", passive=True).message_count


@pytest.mark.check("S45")
def test_listens_on_the_loopback_address_only_and_guards_its_cookie(a_broker, tmp_path):
    """S45: no management plugin, epmd and distribution on the loopback address, the cookie 0400 and its own."""
    beam, epmd = (
        {line.laddr for line in psutil.Process(pid).net_connections() if line.status == "LISTEN"}
        for pid in (a_broker.server.pid, a_broker.epmd.pid)
    )
    assert {place.ip for place in beam | epmd} <= {"127.0.0.1", "::1"}
    assert {place.port for place in epmd} == {a_broker.epmd_port}
    assert len({place.port for place in beam} - {a_broker.port}) == 1  # distribution; management would be one more
    cookie = a_broker.folder / "home/.erlang.cookie"
    assert stat.S_IMODE(cookie.stat().st_mode) == 0o400
    assert len(cookie.read_text()) == 64
    assert (a_broker.folder / "plugins").read_text() == "[].\n"
    another = Broker(tmp_path / "another")
    another._lay_out({})
    assert (another.folder / "home/.erlang.cookie").read_text() != cookie.read_text()


@pytest.mark.check("S45", "from another address of this machine")
def test_no_port_of_it_answers_on_another_address(a_broker):
    """S45: epmd and distribution are not reachable from outside; 127.0.0.2 is this machine, too."""
    ports_of_it = {
        line.laddr.port
        for pid in (a_broker.server.pid, a_broker.epmd.pid)
        for line in psutil.Process(pid).net_connections()
        if line.status == "LISTEN"
    }
    assert len(ports_of_it) == 3
    assert not [port for port in ports_of_it if ports.answers(port, host="127.0.0.2")]
    assert all(ports.answers(port) for port in ports_of_it)


@pytest.mark.fault("F1", "the private broker")
def test_what_was_confirmed_survives_kill_minus_nine(a_broker):
    a_durable_message(a_broker)
    victim = a_broker.kill()
    assert not psutil.pid_exists(victim)
    assert not a_broker.running
    a_broker.start()
    assert a_broker.server.pid != victim
    deadline = time.monotonic() + 10
    while waiting(a_broker) != 1:  # the figure follows the queue by some moments
        assert time.monotonic() < deadline, "the confirmed message is gone"
        time.sleep(0.1)


def test_a_stopped_broker_leaves_no_process_and_no_epmd(a_broker):
    helpers = psutil.Process(a_broker.server.pid).children(recursive=True)
    processes = [psutil.Process(a_broker.server.pid), psutil.Process(a_broker.epmd.pid), *helpers]
    folder = str(a_broker.folder)
    a_broker.stop()
    assert not psutil.wait_procs(processes, timeout=5)[1]
    assert not [pid for pid in psutil.pids() if folder in command_and_settings(pid)]


def command_and_settings(pid):
    try:
        raw = Path(f"/proc/{pid}/cmdline").read_bytes() + Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return ""
    return "" if pid == os.getpid() else raw.decode(errors="replace")
