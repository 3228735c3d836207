"""Calls to other services over nameko's RPC protocol, by py-amqp: for handlers that ask an owner for its words, for
operators and for tests. Every call has a deadline, and no call waits for a service that is not there."""

import json
import threading
import time
from uuid import uuid4

import amqp
from amqp.exceptions import AccessRefused

from makam_kernel import broker
from makam_kernel.errors import Unavailable, raise_value

EXCHANGE = "nameko-rpc"
SECONDS = 10
SPARED_SECONDS = 5


class Caller:
    """Asks other services, as the service ``keys.name`` itself. One call at a time over one connection."""

    def __init__(self, address, keys):
        self.address, self.keys = address, keys
        self._connection = self._channel = None
        self._one_at_a_time = threading.Lock()

    def call(self, service, method, payload, *, cause, token=None, key=None, seconds=SECONDS):
        """The answer of ``service.method``; its errors are raised as themselves.

        ``Unavailable("broker.away")`` or ``("service.away")`` when one of them is not there, so that nothing was done;
        ``Unavailable("service.late")`` when no answer came: it may have been carried out.
        """
        token = token or self.keys.sign_service(audience=service, cause=cause)
        headers = {
            "nameko.actor": token,
            "nameko.deadline": int((time.time() + seconds) * 1000),
            "nameko.call_id": str(cause),
        }
        if key:
            headers["nameko.idempotency_key"] = key
        with self._one_at_a_time:
            try:
                self._be_connected()
            except broker.GONE:
                self.close()
                raise Unavailable("broker.away") from None
            try:
                answer = self._ask(service, method, payload, headers, seconds)
            except AccessRefused:  # by the broker: this service may not call that method
                self.close()
                raise Unavailable("service.refused", service=service) from None
            except broker.GONE:
                self.close()
                raise Unavailable("service.late", service=service) from None
        if answer.get("error"):  # nameko's own: no such method, a malformed call
            raise Unavailable("service.refused", service=service)
        if "error" in answer["result"]:
            raise_value(answer["result"]["error"])
        return answer["result"]["ok"]

    def close(self):
        """Give the connection back."""
        if self._connection is not None:
            broker.close(self._connection)
        self._connection = None

    def _be_connected(self):
        """The connection may have died while nobody asked."""
        try:
            if self._connection is not None:
                self._connection.drain_events(timeout=0)
        except TimeoutError:
            return
        except broker.GONE:
            self.close()
        if self._connection is None:
            self._open()

    def _ask(self, service, method, payload, headers, seconds):
        self._wanted, self._answer = uuid4().hex, None
        message = amqp.Message(
            json.dumps({"args": [], "kwargs": payload}),
            content_type="application/json",
            content_encoding="utf-8",
            correlation_id=self._wanted,
            reply_to=self.reply_key,
            delivery_mode=1,
            application_headers=headers,
            expiration=str(int(seconds * 1000)),
            user_id=broker.user_of(self.address),
        )
        self._asked = service
        self._channel.basic_publish(message, exchange=EXCHANGE, routing_key=f"{service}.{method}", mandatory=True)
        until = time.monotonic() + seconds
        while self._answer is None:
            self._connection.drain_events(timeout=max(0.001, until - time.monotonic()))
        if self._answer is Away:
            raise Unavailable("service.away", service=service)
        return self._answer

    def _open(self):
        self._connection = broker.connect(self.address)
        self._channel = self._connection.channel()
        self.reply_key = f"reply.{broker.user_of(self.address)}.{uuid4().hex}"
        self._channel.queue_declare(self.reply_key, exclusive=True, auto_delete=True, durable=False)
        self._channel.queue_bind(self.reply_key, EXCHANGE, self.reply_key)
        self._channel.events["basic_return"].add(self._on_return)
        self._channel.basic_consume(self.reply_key, no_ack=True, callback=self._on_reply)

    def _on_return(self, _exception, _exchange, _routing_key, message):
        if message.properties.get("correlation_id") == self._wanted:
            self._answer = Away

    def _on_reply(self, message):
        properties = message.properties
        if properties.get("correlation_id") == self._wanted and properties.get("user_id") == self._asked:
            self._answer = json.loads(message.body)


class Away:
    """Stands for a call that the broker could not deliver."""


class Owners:
    """The other services, to a handler's ``fetch``: ``owners.visitors.get_wish_words(wish_id=…)``.

    One that did not answer in time is spared for a moment: a time-out for each event of a batch would hold up all.
    """

    def __init__(self, caller, cause=None, late=None):
        self._caller, self._cause = caller, cause
        self._late = {} if late is None else late

    def because_of(self, event):
        """The owners, asked because of this event."""
        return Owners(self._caller, event.id, self._late)

    def __getattr__(self, service):
        return Owner(service, self._ask)

    def _ask(self, service, method, payload):
        if self._late.get(service, 0) > time.monotonic():
            raise Unavailable("service.late", service=service)
        try:
            return self._caller.call(service, method, payload, cause=self._cause)
        except Unavailable as error:
            if error.code == "service.late":
                self._late[service] = time.monotonic() + SPARED_SECONDS
            raise


class Owner:
    """One other service."""

    def __init__(self, service, ask):
        self._service, self._ask = service, ask

    def __getattr__(self, method):
        return lambda **payload: self._ask(self._service, method, payload)
