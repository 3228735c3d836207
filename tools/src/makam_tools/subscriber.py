"""`./makam subscriber add AD --types TÜR… | list | remove AD`: other systems that hear events over the site's own
broker.

Each has a user who may read one queue and nothing else. The queue is bounded in length and age: whoever is away for
longer loses the oldest, and has the present state told anew (`./makam republish`). A broker that others run gets its
subscribers by `deploy/broker_definitions.py`.
"""

import argparse
import json
import os
from pathlib import Path

from broker_definitions import Subscriber, definitions
from makam_kernel import broker as connections
from makam_tools import keys, running
from makam_tools.broker import VHOST, Broker
from makam_tools.folders import VAR
from makam_tools.site import Site
from makam_tools.trouble import Trouble


def main(arguments):
    """The verb's exit code."""
    parser = argparse.ArgumentParser(prog="./makam subscriber", description="Olayları dinleyen dış sistemler.")
    parser.add_argument("--var", type=Path, default=VAR, help="durumun tutulduğu klasör")
    parser.add_argument("act", choices=["add", "list", "remove"], help="ekle, listele, kaldır")
    parser.add_argument("name", nargs="?", help="dış sistemin adı (küçük harf, rakam, tire)")
    parser.add_argument("--types", nargs="+", metavar="TÜR", default=[], help="dinleyeceği olaylar")
    chosen = parser.parse_args(arguments)
    if (chosen.act == "list") == bool(chosen.name) or (chosen.act == "add") != bool(chosen.types):
        parser.error("add AD --types TÜR…, list ya da remove AD")
    site = Site(chosen.var)
    if chosen.act == "list":
        print(*(lines(site) or ["Dış abone yok."]), sep="\n")
        return 0
    private = _private_broker(site)
    (_add if chosen.act == "add" else _remove)(site, private, chosen)
    return 0


def lines(site):
    """A line for each subscriber: how full its queue is, whether somebody takes from it, and a warning at half."""
    return [f"dış abone {one.name:<12} {_state(site, one)}" for one in site.subscribers()]


def _state(site, one):
    try:
        waiting, takers = _depth(site, one)
    except (*connections.GONE, KeyError):
        return "kuyruğu okunamıyor"
    half = waiting * 2 >= one.length
    taken = f"{takers} bağlantı" if takers else "bağlı değil"
    return f"{waiting} / {one.length} olay bekliyor, {taken}{'  UYARI: kuyruğun yarısı dolu' if half else ''}"


def _depth(site, one):
    """How many events wait, and how many connections take them; a dead letter is neither."""
    connection = connections.connect(_uri(site, one))
    try:
        asked = connection.channel().queue_declare(one.user, passive=True)
        return asked.message_count, asked.consumer_count
    finally:
        connections.close(connection)


def _add(site, private, chosen):
    known = site.facts().get("subscribers", {})
    if chosen.name in known:
        raise Trouble(f"{chosen.name} zaten abone. Olaylarını değiştirmek için önce kaldırın.")
    try:
        one = Subscriber(chosen.name, tuple(chosen.types))
        password = {one.user: keys.subscriber_password(site.keys, one.name)}
        wanted = definitions(site.contracts(), password, subscribers=[one])
    except ValueError as error:
        raise Trouble(f"Abone eklenemedi: {error}") from None
    _import(site, private, wanted)
    site.remember(subscribers=known | {one.name: list(one.types)})
    print(f"Bağlantı (bir kez gösterilir; parolanın dosyası: {site.keys}/subscribers/{one.name}.secret):")
    print(f"  {_uri(site, one)}")
    print(f"Kuyruk: {one.user}; en çok {one.length} olay, {one.days} gün. Örnek abone: deploy/examples/")


def _import(site, private, wanted):
    file = site.run / "subscriber.json"
    file.unlink(missing_ok=True)
    try:
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as paper:
            json.dump(wanted, paper)
        private.control("import_definitions", str(file))
    finally:
        file.unlink(missing_ok=True)


def _remove(site, private, chosen):
    known = site.facts().get("subscribers", {})
    if chosen.name not in known:
        raise Trouble(f"Böyle bir abone yok: {chosen.name}")
    user = Subscriber(chosen.name, ()).user
    private.control("delete_user", user)
    private.control("close_all_user_connections", user, "abonelik bitti")
    private.control("delete_queue", "--vhost", VHOST, user)
    site.remember(subscribers={name: types for name, types in known.items() if name != chosen.name})
    keys.forget_subscriber(site.keys, chosen.name)
    print(f"{chosen.name} artık abone değil; kuyruğu ve kullanıcısı silindi.")


def _private_broker(site):
    if not running.is_held(site):
        raise Trouble("Makam çalışmıyor. Başlatmak için: ./makam up")
    if "broker" not in running.read(site)["processes"]:
        raise Trouble("Bu sistem kendi RabbitMQ'sunu çalıştırmıyor; abone deploy/broker_definitions.py ile tanımlanır.")
    return Broker(site.broker)


def _uri(site, one):
    password = keys.subscriber_password(site.keys, one.name)
    return f"amqp://{one.user}:{password}@{running.read(site)['broker']}"
