"""The way of the facts between services, judged by the same checker: what owners told against what hearers applied."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass

from history import judge
from stores import plain_id

from makam_tools.site import HOMES


@dataclass(frozen=True)
class Told:
    """An event in its owner's outbox."""

    id: str
    type: str
    subject: str
    sequence: int


def told_by(store):
    """Every event that an owner has committed, in the order in which it leaves."""
    rows = store.rows("SELECT id, type, subject, sequence FROM outbox ORDER BY position")
    return [Told(plain_id(row.id), row.type, row.subject, row.sequence) for row in rows]


def types_heard_by(name):
    """``{(source, type)}`` by the contract of a service."""
    file = HOMES[name] / "contract/events.json"
    return {(one["source"].strip("/"), one["type"]) for one in json.loads(file.read_text())["hears"]}


def meant_for(hearer, stores):
    """The events of all owners that a service has to apply."""
    wanted = types_heard_by(hearer)
    return [event for owner, store in stores.items() for event in told_by(store) if (owner, event.type) in wanted]


def runs_at(store):
    """How often each handler of a hearer has applied each event, by ``(event id, handler)``. The inbox says which were
    taken, but its key hides a repeat; the audit has an entry for each time that a handler ran, and none where a newer
    fact of the subject had already come."""
    taken = store.rows("SELECT event_id, handler FROM inbox WHERE state = 'done'")
    heard = store.rows("SELECT cause_id, CAST(record AS TEXT) AS record FROM audit_entries WHERE action LIKE 'heard %'")
    runs = Counter((row.cause_id, json.loads(row.record)["handler"]) for row in heard)
    return runs | Counter((row.event_id, row.handler) for row in taken)


def applied_by(store):
    """How often a hearer has applied each event: as often as the handler that did so most often."""
    applied = Counter()
    for (event_id, _handler), times in runs_at(store).items():
        applied[event_id] = max(times, applied[event_id])
    return applied


def judge_facts(hearer, stores):
    """The verdict on every event that was meant for a service, at each handler that hears its type there."""
    events, runs = meant_for(hearer, stores), runs_at(stores[hearer])
    types, handlers = {event.id: event.type for event in events}, defaultdict(set)
    for event_id, handler in runs:
        handlers[types.get(event_id)].add(handler)
    wanted = [(event.id, handler) for event in events for handler in handlers[event.type] or {"no handler"}]
    return judge(acknowledged=wanted, present=runs)


def stale_subjects(hearer, stores):
    """The subjects of which a hearer's copy is not at the newest event that was told."""
    newest, shown = {}, {}
    for event in meant_for(hearer, stores):
        newest[event.subject] = max(event.sequence, newest.get(event.subject, 0))
    for row in stores[hearer].rows("SELECT subject, min(sequence) AS sequence FROM inbox_positions GROUP BY subject"):
        shown[row.subject] = row.sequence
    return {subject for subject in shown if shown[subject] != newest.get(subject)}


def zombies_and_ghosts(store, noun, table):
    """``(rows whose first event is missing, events whose row is missing)`` of one noun in its owner's database."""
    versions = {f"{noun}/{plain_id(row.id)}": row.version for row in store.rows(f"SELECT id, version FROM {table}")}
    events = [event for event in told_by(store) if event.subject.startswith(f"{noun}/")]
    begun = {event.subject for event in events if event.sequence == 1}
    ghosts = {event.subject for event in events if event.sequence > versions.get(event.subject, 0)}
    return versions.keys() - begun, ghosts
