"""nameko's RPC protocol for asyncio, over aio-pika: one connection, one reply queue, many calls at once.

A call to a service that is not there comes back from the broker at once (``mandatory``), for a service's queue lives as
long as the service. Such a call was never delivered, so a command is tried again for a moment, which covers a restart.
"""

import asyncio
import json
import logging
import time
from uuid import uuid4

import aio_pika
import orjson
from aio_pika.exceptions import AMQPError

from makam_kernel import broker
from makam_kernel.errors import Unavailable, raise_value
from makam_kernel.logs import what

log = logging.getLogger(__name__)

EXCHANGE = "nameko-rpc"
READ_SECONDS = 5.0
COMMAND_SECONDS = 10.0
RESTART_SECONDS = 1.0
CLOSE_SECONDS = 5.0
MOST_IN_FLIGHT = 64
GONE = (AMQPError, OSError, EOFError, RuntimeError)  # aio-pika raises RuntimeError on a closed transport


class Away(Exception):
    """The broker had nobody to give the call to."""


class Services:
    """Calls to the services. ``hearing``, if given, listens on the same connection."""

    def __init__(self, address, name, hearing=None):
        self.address, self.name, self.hearing = address, name, hearing
        self.reply_key = f"reply.{name}.{uuid4().hex}"
        self._waiting = {}
        self._in_flight = {}
        self._channel = self._exchange = None
        self._task = None

    async def start(self):
        """Begin to connect; calls are ``Unavailable`` until the broker is there."""
        self._task = asyncio.create_task(self._stay_connected())

    async def stop(self):
        """Give the connection back."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def call(self, service, method, payload, *, token, call_id, writes, key=None, seconds=None):
        """The answer of ``service.method``; its errors are raised as themselves.

        ``Unavailable("service.away")`` when it is not there, ``Unavailable("service.late")`` when it did not answer in
        time, which is ``seconds`` where the caller has less: a command may have been carried out then, and its key
        tells.
        """
        seconds = seconds or (COMMAND_SECONDS if writes else READ_SECONDS)
        deadline = time.time() + seconds
        headers = {"nameko.actor": token, "nameko.deadline": int(deadline * 1000), "nameko.call_id": call_id}
        if key is not None:
            headers["nameko.idempotency_key"] = key
        if self._in_flight.get(service, 0) >= MOST_IN_FLIGHT:
            raise Unavailable("service.busy", service=service)
        self._in_flight[service] = self._in_flight.get(service, 0) + 1
        try:
            answer = await self._ask_patiently(service, method, payload, headers, deadline, patient=writes)
        finally:
            self._in_flight[service] -= 1
        if answer.get("error"):
            raise Unavailable("service.refused", service=service)
        if "error" in answer["result"]:
            raise_value(answer["result"]["error"])
        return answer["result"]["ok"]

    async def _ask_patiently(self, service, method, payload, headers, deadline, *, patient):
        until = time.monotonic() + RESTART_SECONDS
        while True:
            try:
                return await self._ask(service, method, payload, headers, deadline)
            except Away:
                if not patient or time.monotonic() > until:
                    raise Unavailable("service.away", service=service) from None
                await asyncio.sleep(0.1)

    async def _ask(self, service, method, payload, headers, deadline):
        if self._exchange is None:
            raise Unavailable("broker.away")
        id, left = uuid4().hex, deadline - time.time()
        message = aio_pika.Message(
            json.dumps({"args": [], "kwargs": payload}, ensure_ascii=False).encode(),
            content_type="application/json",
            content_encoding="utf-8",
            correlation_id=id,
            reply_to=self.reply_key,
            expiration=left,
            headers=headers,
            user_id=self.name,
        )
        answer = asyncio.get_running_loop().create_future()
        self._waiting[id] = (service, answer)
        try:
            async with asyncio.timeout(left):
                await self._exchange.publish(message, f"{service}.{method}", mandatory=True)
                return await answer
        except (TimeoutError, *GONE):  # it may have gone out before the connection broke
            raise Unavailable("service.late", service=service) from None
        finally:
            self._waiting.pop(id, None)

    async def _stay_connected(self):
        pause = 0.1
        while True:
            try:
                connection = await self._connect()
            except GONE as error:
                log.warning("broker.away", extra={"error": type(error).__name__})
                await asyncio.sleep(pause)
                pause = min(pause * 2, 2.0)
                continue
            pause = 0.1
            try:
                await self._use(connection)
            except GONE as error:
                log.warning("broker.lost", extra=what(error))
            finally:
                self._exchange = None
                if self.hearing:
                    self.hearing.lose()
                self._give_up_all()
                await _close(connection)

    async def _connect(self):
        address, tls = broker.without_files(self.address), broker.tls_context(self.address)
        return await aio_pika.connect(address, ssl_context=tls, timeout=5, heartbeat=20)

    async def _use(self, connection):
        closed = asyncio.get_running_loop().create_future()
        connection.close_callbacks.add(lambda *_: closed.done() or closed.set_result(None))
        channel = await connection.channel(publisher_confirms=True)  # without, aiormq tells of no returned message
        channel.return_callbacks.add(self._on_return)
        channel.close_callbacks.add(lambda *_: closed.done() or closed.set_result(None))
        queue = await channel.declare_queue(self.reply_key, exclusive=True, auto_delete=True, durable=False)
        exchange = await channel.get_exchange(EXCHANGE, ensure=False)
        await queue.bind(exchange, self.reply_key)
        await queue.consume(self._on_reply, no_ack=True)
        self._exchange = exchange
        log.info("broker.connected")
        if self.hearing:
            await self.hearing.listen(connection, lambda *_: closed.done() or closed.set_result(None))
        await closed

    def _on_return(self, _channel, message):
        self._settle(message.correlation_id, lambda answer: answer.set_exception(Away()))

    async def _on_reply(self, message):
        service, _ = self._waiting.get(message.correlation_id, (None, None))
        if service is None:  # too late
            return
        if message.user_id != service:
            log.warning("reply.foreign", extra={"call": message.correlation_id, "size": len(message.body)})
            return
        try:
            body = orjson.loads(message.body)
        except ValueError:
            body = {"error": "unreadable"}
        self._settle(message.correlation_id, lambda answer: answer.set_result(body))

    def _settle(self, id, how):
        _, answer = self._waiting.get(id, (None, None))
        if answer is not None and not answer.done():
            how(answer)

    def _give_up_all(self):
        """Their answers would have come over the connection that is lost; what they asked may have been done."""
        for id, (service, _) in list(self._waiting.items()):
            late = Unavailable("service.late", service=service)
            self._settle(id, lambda answer, late=late: answer.set_exception(late))


async def _close(connection):
    """Close without complaint; the other side may be gone."""
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            await connection.close()
    except Exception as error:
        log.info("broker.not_closed", extra=what(error))
