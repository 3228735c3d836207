"""A hosting plan: its tasks from a template, whose they are, what they cost, and what becomes of them."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from makam_kernel.errors import Conflict, Forbidden, Invalid, NotFound
from makam_kernel.ids import new_id
from makam_kernel.testing import hear, on_record, told

TREAT = "8 kişi, çay ve kurabiye"


@pytest.fixture
def a_plan(ipek, a_visit):
    """Makes the hosting plan of a visit of a delegation on 15.12.2026 at 10.00."""

    def make(template="delegation", **facts):
        names = ("Anna WEISS", *(f"Üye {number}" for number in range(1, 7)))
        facts = {"planned_at": "2026-12-15T10:00:00+03:00", "institution": "Grünhagen Belediyesi"} | facts
        visit = a_visit(*names, **facts)
        return visit, ipek.plan_hosting(visit_id=visit["id"], template=template)["items"]

    return make


def of_kind(tasks, kind):
    """The task of a kind."""
    return next(task for task in tasks if task["kind"] == kind)


def do(client, act, task, **facts):
    """One act on a task, in the version that was last seen."""
    return client.call(f"{act}_hosting_task", {"hosting_task_id": task["id"], "version": task["version"], **facts})


@pytest.mark.scenario("visitors.S14", part="the hosting plan from its template")
@pytest.mark.feature("A2.25")
def test_a_delegation_has_its_tasks_from_the_template(ipek, a_plan, unit_id):
    """Hosting plan from template: karşılama (Gülşen ÇETİN, kapıda 09.50), salon, ikram 8 kişi, hediye, fotoğraf, anı
    defteri."""
    _visit, tasks = a_plan()
    kinds = {task["kind"] for task in tasks}
    assert kinds == {"welcome", "room", "treat", "gift", "photograph", "guest_book"}
    welcome = do(ipek, "assign", of_kind(tasks, "welcome"), minutes_before=10, owner_name="Gülşen ÇETİN", note="Kapıda")
    assert (welcome["owner_name"], welcome["due_at"]) == ("Gülşen ÇETİN", "2026-12-15T06:50:00Z")
    facts = {"minutes_before": 15, "owner_unit_id": unit_id("SOSYAL"), "note": TREAT}
    assert do(ipek, "assign", of_kind(tasks, "treat"), **facts)["note"] == TREAT


def test_one_from_abroad_has_an_interpreter_a_car_and_a_bed_besides(a_plan):
    _visit, tasks = a_plan("foreign_delegation")
    assert {"interpreter", "transfer", "accommodation"} <= {task["kind"] for task in tasks}


def test_a_visit_has_one_plan_and_as_many_tasks_as_are_added(ipek, a_plan, unit_id):
    visit, tasks = a_plan("guest")
    with pytest.raises(Conflict, match="hosting_task.already_planned"):
        ipek.plan_hosting(visit_id=visit["id"], template="guest")
    ipek.add_hosting_task(visit_id=visit["id"], kind="treat", minutes_before=0, note="Öğle yemeği")
    with pytest.raises(Invalid, match="unit.unknown"):
        ipek.add_hosting_task(visit_id=visit["id"], kind="gift", minutes_before=0, owner_unit_id=visit["id"])
    assert len(ipek.list_hosting_tasks(visit_id=visit["id"])["items"]) == len(tasks) + 1


def test_twenty_who_plan_at_once_make_one_plan(process, person, ipek, a_visit):
    visit = a_visit()
    clerks = [person(process, "protocol_officer") for _ in range(20)]
    together = threading.Barrier(len(clerks))

    def plan(clerk):
        together.wait(30)
        try:
            return len(clerk.call("plan_hosting", {"visit_id": visit["id"], "template": "guest"}, seconds=60)["items"])
        except Conflict as refused:
            return refused.code

    with ThreadPoolExecutor(len(clerks)) as desks:
        found = list(desks.map(plan, clerks))
    assert sorted(map(str, found)) == ["3", *["hosting_task.already_planned"] * 19]
    assert len(ipek.list_hosting_tasks(visit_id=visit["id"])["items"]) == 3


def test_a_task_is_done_or_dropped_with_a_reason_and_then_stays_so(ipek, a_plan):
    _visit, tasks = a_plan()
    done = do(ipek, "finish", of_kind(tasks, "room"))
    dropped = do(ipek, "drop", of_kind(tasks, "gift"), reason="Hediye almıyorlar")
    assert (done["status"], dropped["status"], dropped["reason"]) == ("done", "dropped", "Hediye almıyorlar")
    for act, facts in (("finish", {}), ("drop", {"reason": "…"}), ("price", {"price": 1})):
        with pytest.raises(Conflict, match="hosting_task.wrong_status"):
            do(ipek, act, done, **facts)
    with pytest.raises(Conflict, match="hosting_task.wrong_status"):
        do(ipek, "assign", dropped, minutes_before=1)
    with pytest.raises(Conflict, match="version.stale"):
        do(ipek, "drop", tasks[0] | {"version": 7}, reason="…")


def test_what_is_told_of_a_task_has_no_word_of_it(process, ipek, a_plan):
    _visit, tasks = a_plan()
    task = do(ipek, "assign", of_kind(tasks, "treat"), minutes_before=15, note=TREAT)
    do(ipek, "price", task, price=42_000_00, persons=14)
    row = told(process)[-1]
    assert (row.type, row.data["price"], row.data["persons"]) == ("hosting_task.priced.v1", 42_000_00, 14)
    assert not any("kurabiye" in str(row.data) or "WEISS" in str(row.data) for row in told(process))


def test_a_visit_that_does_not_come_needs_no_hosting(ipek, a_plan):
    visit, tasks = a_plan()
    done = do(ipek, "finish", of_kind(tasks, "room"))
    ipek.cancel_visit(visit_id=visit["id"], version=visit["version"], reason="Heyet gelmiyor")
    left = {task["kind"]: task for task in ipek.list_hosting_tasks(visit_id=visit["id"])["items"]}
    assert (left["room"]["status"], left["gift"]["status"]) == ("done", "dropped")
    assert left["gift"]["reason"] == "Heyet gelmiyor"
    with pytest.raises(Conflict, match="hosting_task.visit_over"):
        ipek.add_hosting_task(visit_id=visit["id"], kind="gift", minutes_before=0)
    assert done["done_at"]


def test_tasks_are_listed_by_when_they_have_to_be_ready_page_by_page(ipek, a_plan, unit_id):
    _visit, tasks = a_plan()
    first = ipek.list_hosting_tasks(limit=4)
    second = ipek.list_hosting_tasks(limit=4, cursor=first["next_cursor"])
    due = [task["due_at"] for task in first["items"] + second["items"]]
    assert (len(due), due) == (len(tasks), sorted(due))
    do(ipek, "assign", of_kind(tasks, "treat"), minutes_before=15, owner_unit_id=unit_id("SOSYAL"))
    (mine,) = ipek.list_hosting_tasks(owner_unit_id=unit_id("SOSYAL"), status="open")["items"]
    assert mine["kind"] == "treat"


class TestRights:
    def test_a_unit_sees_and_finishes_what_it_has_to_do_and_nothing_else(self, process, person, ipek, a_plan, unit_id):
        _visit, tasks = a_plan(host_unit_id=None)
        treat = do(ipek, "assign", of_kind(tasks, "treat"), minutes_before=15, owner_unit_id=unit_id("SOSYAL"))
        staff = person(process, "unit_staff", units=[unit_id("SOSYAL")])
        other = person(process, "unit_staff", units=[unit_id("FEN")])
        assert [task["id"] for task in staff.list_hosting_tasks()["items"]] == [treat["id"]]
        assert other.list_hosting_tasks()["items"] == []
        for act, facts in (("drop", {"reason": "…"}), ("price", {"price": 1})):
            with pytest.raises(Forbidden, match="action.not_allowed"):
                do(staff, act, treat, **facts)
        with pytest.raises(NotFound, match="hosting_task.not_found"):
            do(other, "finish", treat)
        assert do(staff, "finish", treat)["status"] == "done"

    def test_the_words_are_handed_to_protocol_and_to_no_person(self, process, ipek, nermin, a_plan, as_service):
        _visit, tasks = a_plan()
        task = do(ipek, "assign", of_kind(tasks, "treat"), minutes_before=15, note="akşam yemeği")
        task = do(ipek, "price", task, price=42_000_00, persons=14)
        assert as_service("protocol", "get_hosting_words", hosting_task_id=task["id"])["ok"] == {
            "id": task["id"],
            "status": "open",
            "purpose": "İkram (Grünhagen Belediyesi)",
            "needed_on": "2026-12-15",
            "persons": 14,
            "price": 42_000_00,
        }
        assert ("service:protocol", "saw get_hosting_words") in on_record(process, f"hosting_task/{task['id']}")
        refused = as_service("requests", "get_hosting_words", hosting_task_id=task["id"])
        assert refused["error"]["code"] == "action.not_allowed"
        with pytest.raises(Forbidden):
            nermin.get_hosting_words(hosting_task_id=task["id"])


class Agenda:
    """Stands for the owner of appointments."""

    WORDS = {
        "name": "Anna WEISS",
        "title": "Bürgermeisterin",
        "topic": "Kardeş şehir ziyareti",
        "institution": "Grünhagen Belediyesi",
        "host_name": "Elif KARACA",
        "companions": [],
    }

    def __init__(self):
        self.agenda = self

    def because_of(self, _event):
        return self

    def get_appointment_words(self, appointment_id):
        return self.WORDS | {"id": appointment_id}


@pytest.mark.scenario("visitors.S14", part="the hosting plan moves with the time of the visit, once")
@pytest.mark.feature("A2.27", part="the hosting plan follows the appointment")
def test_what_is_to_be_ready_moves_with_the_visit_once(process, ipek, an_event):
    """Changing the time by 30 min updates all linked items once; what is done stays as it was."""
    process.inbox.owners = Agenda()
    subject = f"appointment/{new_id()}"

    def appointment(type, starts_at, sequence):
        data = {"is_delegation": True, "status": "scheduled", "starts_at": starts_at}
        return an_event(f"appointment.{type}.v1", "agenda", subject, data, sequence=sequence)

    hear(process, appointment("scheduled", "2026-12-15T07:00:00Z", 2))
    (visit,) = ipek.list_visits(day="2026-12-15")["items"]
    tasks = ipek.plan_hosting(visit_id=visit["id"], template="delegation")["items"]
    do(ipek, "finish", of_kind(tasks, "room"))
    moved = appointment("rescheduled", "2026-12-15T07:30:00Z", 3)
    hear(process, moved, moved)
    hear(process, moved)
    after = {task["kind"]: task["due_at"] for task in ipek.list_hosting_tasks(visit_id=visit["id"])["items"]}
    assert (after["welcome"], after["room"]) == ("2026-12-15T07:20:00Z", of_kind(tasks, "room")["due_at"])
    assert [row.type for row in told(process)].count("hosting_task.moved.v1") == len(tasks) - 1
    gone = appointment("cancelled", None, 4)
    gone.data["status"] = "cancelled"
    hear(process, gone, gone)
    states = {task["kind"]: task["status"] for task in ipek.list_hosting_tasks(visit_id=visit["id"])["items"]}
    assert {state for kind, state in states.items() if kind != "room"} == {"dropped"}
