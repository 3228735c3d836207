"""What the credentials of one service can and cannot do on the broker."""

import json
import re
import time
import uuid

import amqp
import pytest
from amqp import Message
from amqp.exceptions import AccessRefused, PreconditionFailed, ResourceLocked

import broker_definitions
from broker_definitions import Subscriber

RPC = "nameko-rpc"


def a_reply_queue(channel, service):
    name = f"reply.{service}.{uuid.uuid4()}"
    channel.queue_declare(name, exclusive=True, durable=False, auto_delete=True)
    return name


def an_rpc_queue(channel, service):
    channel.queue_declare(f"rpc-{service}", durable=False, auto_delete=True)
    return f"rpc-{service}"


def publish(channel, exchange, key, **properties):
    channel.basic_publish(Message("{}", **properties), exchange=exchange, routing_key=key)


@pytest.fixture
def rpc_of_visitors(channel_of):
    """The queue of the calls to another service, which is there."""
    return an_rpc_queue(channel_of("visitors"), "visitors")


ANOTHERS_QUEUES = {
    "declare": lambda channel: channel.queue_declare("rpc-visitors", durable=False, auto_delete=True),
    "declare the inbox": lambda channel: channel.queue_declare("visitors.inbox.v1", durable=True),
    "consume": lambda channel: channel.basic_consume("visitors.inbox.v1"),
    "consume its calls": lambda channel: channel.basic_consume("rpc-visitors"),
    "purge its calls": lambda channel: channel.queue_purge("rpc-visitors"),
    "get its calls": lambda channel: channel.basic_get("rpc-visitors"),
    "get": lambda channel: channel.basic_get("visitors.dead.v1"),
    "purge": lambda channel: channel.queue_purge("visitors.inbox.v1"),
    "delete": lambda channel: channel.queue_delete("visitors.inbox.v1"),
    "bind": lambda channel: channel.queue_bind("visitors.inbox.v1", "visitors.events", "wish.recorded.v1"),
    "unbind": lambda channel: channel.queue_unbind("visitors.inbox.v1", "requests.events", "#"),
    "reply queue": lambda channel: a_reply_queue(channel, "gateway"),
    "queue of any other name": lambda channel: channel.queue_declare("spy", exclusive=True),
}


@pytest.mark.check("S47")
@pytest.mark.parametrize("act", ANOTHERS_QUEUES.values(), ids=ANOTHERS_QUEUES.keys())
def test_another_services_queue_is_out_of_reach(channel_of, rpc_of_visitors, act):
    """S47: with a service's credentials: declare, consume, purge, … another's queue: refused."""
    with pytest.raises(AccessRefused):
        act(channel_of("requests"))


@pytest.mark.check("S48")
@pytest.mark.parametrize(
    ("exchange", "key"),
    [
        ("visitors.events", "wish.recorded.v1"),
        ("requests.events", "wish.recorded.v1"),
        ("visitors.dead", ""),
        ("gateway.events", "unit.changed.v1"),
        ("", "visitors.inbox.v1"),
        ("amq.topic", "wish.recorded.v1"),
        ("amq.fanout", ""),
    ],
)
def test_nobody_can_tell_what_is_not_theirs_to_tell(channel_of, exchange, key):
    """S48: publish to another service's event exchange: refused; a type of another's to one's own exchange, too."""
    with pytest.raises(AccessRefused):
        publish(channel_of("requests"), exchange, key)


@pytest.mark.check("S49")
@pytest.mark.parametrize("key", ["visitors.#", "visitors.get_wish", "#", "*.*", "reply.gateway.*", "reply.#"])
def test_calls_and_replies_of_others_cannot_be_copied(channel_of, key):
    """S49: bind an own queue to the RPC exchange with a pattern of others' calls or replies: refused."""
    channel = channel_of("requests")
    queue = a_reply_queue(channel, "requests")
    with pytest.raises(AccessRefused):
        channel.queue_bind(queue, RPC, key)


@pytest.mark.check("S49", "events")
@pytest.mark.parametrize("key", ["#", "visit.planned.v1", "wish.*.v1", "wish.recorded.v1"])
def test_what_is_heard_is_bound_by_the_definitions_alone(channel_of, key):
    channel = channel_of("requests")
    queue = a_reply_queue(channel, "requests")
    with pytest.raises(AccessRefused):
        channel.queue_bind(queue, "visitors.events", key)


@pytest.mark.check("S50")
def test_only_listed_methods_can_be_called(channel_of):
    """S50: call only listed RPC methods: a topic write pattern per caller."""
    publish(channel_of("requests"), RPC, "visitors.get_wish")
    with pytest.raises(AccessRefused):
        publish(channel_of("requests"), RPC, "visitors.close_day")
    publish(channel_of("gateway"), RPC, "visitors.close_day")


@pytest.mark.check("S50", "dead letter exchange")
def test_the_dead_letter_exchange_is_no_way_round_the_list(channel_of):
    """A fanout exchange asks for no topic permission: bound to the RPC exchange it would pass on any call."""
    channel = channel_of("requests")
    with pytest.raises(AccessRefused):
        channel.exchange_bind(destination=RPC, source="requests.dead", routing_key="")
    with pytest.raises(AccessRefused):
        channel_of("requests").queue_bind("requests.dead.v1", "requests.dead", "")


@pytest.mark.check("S51", "forging")
def test_replies_go_only_to_those_who_may_call(channel_of):
    """S51: a reply goes to a caller of the service alone, and only to an address that nobody guesses."""
    publish(channel_of("requests"), RPC, f"reply.visitors.{uuid.uuid4()}")
    for stranger, key in [("gateway", f"reply.requests.{uuid.uuid4()}"), ("requests", "reply.gateway.x")]:
        with pytest.raises(AccessRefused):
            publish(channel_of(stranger), RPC, key)


@pytest.mark.check("S51", "reading")
def test_replies_are_read_by_their_caller_alone(channel_of):
    """S51: another service can neither read, nor empty, nor bind a reply queue, even if it knows its name."""
    queue = a_reply_queue(channel_of("gateway"), "gateway")
    for act in (
        lambda channel: channel.basic_consume(queue),
        lambda channel: channel.basic_get(queue),
        lambda channel: channel.queue_purge(queue),
        lambda channel: channel.queue_delete(queue),
        lambda channel: channel.queue_bind(a_reply_queue(channel, "requests"), RPC, queue),
    ):
        with pytest.raises((AccessRefused, ResourceLocked)):
            act(channel_of("requests"))


@pytest.mark.check("S52")
@pytest.mark.check("S53", "at the broker")
@pytest.mark.parametrize(
    ("exchange", "key"),
    [
        ("requests.events", "request.confirmed.v1"),
        (RPC, "visitors.get_wish"),
        (RPC, f"reply.gateway.{uuid.uuid4()}"),
        ("requests.dead", ""),
    ],
    ids=["event", "call", "reply", "dead letter"],
)
def test_a_forged_sender_is_refused(channel_of, exchange, key):
    """S52: a forged `user_id` property is refused, whatever is published; S53 rests on it."""
    publish(channel_of("requests"), exchange, key, user_id="requests")
    for forged in ("visitors", "gateway", "observer", "ext.egov"):
        with pytest.raises(PreconditionFailed):
            publish(channel_of("requests"), exchange, key, user_id=forged)


@pytest.mark.check("S47", "exchanges")
@pytest.mark.parametrize("exchange", [RPC, "requests.events", "visitors.events", "spy"])
def test_no_service_can_make_or_delete_an_exchange(channel_of, exchange):
    with pytest.raises(AccessRefused):
        channel_of("requests").exchange_declare(exchange, "topic", durable=True, auto_delete=False)
    with pytest.raises(AccessRefused):
        channel_of("requests").exchange_delete(exchange)


@pytest.mark.check("S46")
@pytest.mark.check("S5", "the broker's guest")
def test_there_is_no_guest(channel_of, definitions, broker):
    """S46: one user per service and per subscriber, none of them an administrator; S5: no default account."""
    assert [user["tags"] for user in definitions["users"]] == [[]] * 6
    with pytest.raises(AccessRefused):
        amqp.Connection(f"127.0.0.1:{broker.port}", userid="guest", password="guest").connect()


@pytest.mark.check("S47", "own inbox")
def test_a_service_cannot_remake_its_inbox(channel_of):
    with pytest.raises(AccessRefused):
        channel_of("requests").queue_delete("requests.inbox.v1")
    with pytest.raises(AccessRefused):
        arguments = {"x-dead-letter-exchange": RPC, "x-dead-letter-routing-key": "visitors.close_day"}
        channel_of("requests").queue_declare("requests.inbox.v1", durable=True, arguments=arguments)


def test_a_service_can_do_its_own_work(channel_of):
    channel = channel_of("requests")
    channel.queue_bind(an_rpc_queue(channel, "requests"), RPC, "requests.*")
    channel.queue_bind(a_reply_queue(channel, "requests"), RPC, "reply.requests.x")
    came = []
    channel.basic_consume("requests.inbox.v1", callback=came.append)
    publish(channel_of("visitors"), "visitors.events", "wish.recorded.v1", user_id="visitors")
    channel.connection.drain_events(timeout=5)
    channel.basic_reject(came[0].delivery_tag, requeue=False)
    assert came[0].properties["user_id"] == "visitors"
    assert wait_for(lambda: channel.basic_get("requests.dead.v1", no_ack=True))


def wait_for(ask, seconds=5):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := ask():
            return answer
        time.sleep(0.05)
    return None


def test_the_gateway_hears_everything_by_queues_of_its_own(channel_of):
    hearers, name = [channel_of("gateway") for _ in range(2)], f"live.gateway.{uuid.uuid4()}"
    for number, channel in enumerate(hearers):
        channel.queue_declare(f"{name}{number}", exclusive=True, durable=False, auto_delete=True)
        for service in ("requests", "visitors"):
            channel.queue_bind(f"{name}{number}", f"{service}.events", "#")
    publish(channel_of("visitors"), "visitors.events", "wish.recorded.v1")
    publish(channel_of("requests"), "requests.events", "request.confirmed.v1")
    for number, channel in enumerate(hearers):
        heard = [channel.basic_get(f"{name}{number}", no_ack=True) for _ in range(2)]
        assert {one.delivery_info["routing_key"] for one in heard} == {"wish.recorded.v1", "request.confirmed.v1"}


@pytest.mark.check("S47", part="what the gateway hears with")
def test_a_service_hears_nothing_in_the_gateways_way(channel_of):
    for name in ("live.gateway.1", "live.requests.1"):
        with pytest.raises(AccessRefused):
            channel_of("requests").queue_declare(name, durable=False, auto_delete=True)
    with pytest.raises(AccessRefused):
        publish(channel_of("gateway"), "visitors.events", "wish.recorded.v1")


def test_every_topic_exchange_within_reach_has_its_topic_permission(definitions):
    """RabbitMQ allows everything where there is no row."""
    rows = {(row["user"], row["exchange"]) for row in definitions["topic_permissions"]}
    topics = [exchange["name"] for exchange in definitions["exchanges"] if exchange["type"] == "topic"]
    for permission in definitions["permissions"]:
        if permission["user"] == "observer":
            continue
        for exchange in topics:
            reachable = any(re.search(permission[right], exchange) for right in ("write", "read"))
            assert not reachable or (permission["user"], exchange) in rows


def test_a_user_without_a_contract_has_no_rights():
    made = broker_definitions.definitions([], {"visitors": "its contract is not there"})
    assert not made["permissions"]


def tell(channel, exchange, key, body):
    channel.basic_publish(Message(body, delivery_mode=2), exchange=exchange, routing_key=key)


def drained(channel, queue):
    found = []
    while message := wait_for(lambda: channel.basic_get(queue, no_ack=True), seconds=1):
        found.append(message.body)
    return found


class TestOutsideSubscriber:
    """S46: another system has a user of its own, which reads its queue and does nothing else."""

    @pytest.fixture(autouse=True)
    def empty(self, channel_of):
        for queue in ("ext.egov", "ext.screens"):
            channel_of("observer").queue_purge(queue)

    @pytest.mark.check("S46", "an outside subscriber hears")
    def test_hears_the_listed_types_and_no_others(self, channel_of):
        tell(channel_of("requests"), "requests.events", "request.confirmed.v1", "mine")
        tell(channel_of("visitors"), "visitors.events", "wish.recorded.v1", "not mine")
        tell(channel_of("visitors"), "visitors.events", "visit.planned.v1", "not mine")
        assert drained(channel_of("ext.egov"), "ext.egov") == ["mine"]
        assert sorted(drained(channel_of("ext.screens"), "ext.screens")) == ["mine", "not mine"]

    ACTS = {
        "publish an event": lambda channel: publish(channel, "requests.events", "request.confirmed.v1"),
        "publish to everybody": lambda channel: publish(channel, "", "requests.inbox.v1"),
        "publish to itself": lambda channel: publish(channel, "", "ext.egov"),
        "call": lambda channel: publish(channel, RPC, "requests.get_request"),
        "reply": lambda channel: publish(channel, RPC, f"reply.gateway.{uuid.uuid4()}"),
        "bury": lambda channel: publish(channel, "requests.dead", ""),
        "hear more": lambda channel: channel.queue_bind("ext.egov", "requests.events", "#"),
        "hear calls": lambda channel: channel.queue_bind("ext.egov", RPC, "#"),
        "unbind": lambda channel: channel.queue_unbind("ext.egov", "requests.events", "request.confirmed.v1"),
        "remake its queue": lambda channel: channel.queue_declare("ext.egov", durable=True),
        "delete its queue": lambda channel: channel.queue_delete("ext.egov"),
        "make a queue": lambda channel: channel.queue_declare("ext.egov2"),
        "make a queue without a name": lambda channel: channel.queue_declare("", exclusive=True),
        "make an exchange": lambda channel: channel.exchange_declare("ext", "topic"),
        "read another's": lambda channel: channel.basic_get("ext.screens"),
        "read a service's": lambda channel: channel.basic_consume("requests.inbox.v1"),
        "read dead letters": lambda channel: channel.basic_get("requests.dead.v1"),
        "purge a service's": lambda channel: channel.queue_purge("requests.inbox.v1"),
    }

    @pytest.mark.check("S46", "an outside subscriber does nothing else")
    @pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
    def test_does_nothing_else(self, channel_of, act):
        with pytest.raises(AccessRefused):
            act(channel_of("ext.egov"))

    def test_a_queue_that_nobody_reads_keeps_its_newest_and_no_more(self, channel_of):
        channel = channel_of("requests")
        for number in range(7):
            tell(channel, "requests.events", "request.confirmed.v1", str(number))
        assert wait_for(lambda: drained(channel_of("ext.screens"), "ext.screens")) == ["4", "5", "6"]

    def test_the_broker_holds_the_queue_to_its_bounds(self, channel_of):
        """RabbitMQ refuses to say that a queue has other arguments than it has."""
        day = 24 * 60 * 60 * 1000
        bounds = {"x-max-length": 3, "x-message-ttl": day, "x-overflow": "drop-head"}
        bounds |= {"x-queue-type": "quorum", "x-max-length-bytes": 64 * 1024 * 1024}
        channel_of("observer").queue_declare("ext.screens", durable=True, auto_delete=False, arguments=bounds)
        for name in ("x-max-length", "x-message-ttl"):
            with pytest.raises(PreconditionFailed):
                wrong = bounds | {name: 5}
                channel_of("observer").queue_declare("ext.screens", durable=True, auto_delete=False, arguments=wrong)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"name": "egov.*|requests", "types": []},
            {"name": "", "types": []},
            {"name": "egov", "types": ["request.confimed.v1"]},
            {"name": "nobody", "types": []},
        ],
        ids=["a pattern for a name", "no name", "a type that nobody tells", "no password"],
    )
    def test_a_mistake_in_the_list_is_refused(self, definitions, wrong):
        contract = {"service": "requests", "methods": {}, "tells": {"request.confirmed.v1": {}}, "hears": []}
        with pytest.raises(ValueError):
            broker_definitions.definitions([contract], {"ext.egov": "x"}, subscribers=[Subscriber(**wrong)])


def test_the_definitions_are_printed_for_a_broker_of_others(tmp_path, capsys):
    """`python broker_definitions.py PASSWORDS.json SERVICE_FOLDER… --subscribers FILE`."""
    home = tmp_path / "requests/contract"
    home.mkdir(parents=True)
    (home / "rpc.json").write_text('{"service": "requests", "methods": {}}')
    (home / "events.json").write_text('{"service": "requests", "tells": {"request.closed.v1": {}}, "hears": []}')
    (tmp_path / "passwords.json").write_text('{"requests": "a", "ext.egov": "b"}')
    (tmp_path / "subscribers.json").write_text('[{"name": "egov", "types": ["request.closed.v1"]}]')
    files = [str(tmp_path / name) for name in ("passwords.json", "requests", "subscribers.json")]
    broker_definitions.main([*files[:2], "--subscribers", files[2]])
    made = json.loads(capsys.readouterr().out)
    assert {"requests", "ext.egov"} == {row["user"] for row in made["permissions"]}
    assert "ext.egov" in {binding["destination"] for binding in made["bindings"]}
