"""What the credentials of one service can and cannot do on the broker."""

import re
import time
import uuid

import amqp
import pytest
from amqp import Message
from amqp.exceptions import AccessRefused, PreconditionFailed

import broker_definitions

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


ANOTHERS_QUEUES = {
    "declare": lambda channel: channel.queue_declare("rpc-visitors", durable=False, auto_delete=True),
    "declare the inbox": lambda channel: channel.queue_declare("visitors.inbox.v1", durable=True),
    "consume": lambda channel: channel.basic_consume("visitors.inbox.v1"),
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
def test_another_services_queue_is_out_of_reach(channel_of, act):
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
    with pytest.raises(AccessRefused):
        publish(channel_of("requests"), exchange, key)


@pytest.mark.check("S49")
@pytest.mark.parametrize("key", ["visitors.#", "visitors.get_wish", "#", "*.*", "reply.gateway.*", "reply.#"])
def test_calls_and_replies_of_others_cannot_be_copied(channel_of, key):
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


@pytest.mark.check("S51")
def test_replies_go_only_to_those_who_may_call(channel_of):
    publish(channel_of("requests"), RPC, f"reply.visitors.{uuid.uuid4()}")
    for stranger, key in [("gateway", f"reply.requests.{uuid.uuid4()}"), ("requests", "reply.gateway.x")]:
        with pytest.raises(AccessRefused):
            publish(channel_of(stranger), RPC, key)


@pytest.mark.check("S52")
def test_a_forged_sender_is_refused(channel_of):
    publish(channel_of("requests"), "requests.events", "request.confirmed.v1", user_id="requests")
    with pytest.raises(PreconditionFailed):
        publish(channel_of("requests"), "requests.events", "request.confirmed.v1", user_id="visitors")


@pytest.mark.check("S47", "exchanges")
@pytest.mark.parametrize("exchange", [RPC, "requests.events", "visitors.events", "spy"])
def test_no_service_can_make_or_delete_an_exchange(channel_of, exchange):
    with pytest.raises(AccessRefused):
        channel_of("requests").exchange_declare(exchange, "topic", durable=True, auto_delete=False)
    with pytest.raises(AccessRefused):
        channel_of("requests").exchange_delete(exchange)


@pytest.mark.check("S46")
def test_there_is_no_guest(channel_of, definitions, broker):
    assert [user["tags"] for user in definitions["users"]] == [[]] * 4
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
