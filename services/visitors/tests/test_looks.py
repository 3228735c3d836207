"""Whose data an answer shows is on record before it leaves, and what one need not know is masked."""

from types import SimpleNamespace

import pytest
from sqlalchemy import func, select, text

from makam_kernel.audit import AuditEntry
from makam_kernel.errors import Conflict, Failure, Forbidden
from makam_kernel.testing import on_record
from visitors_service.places.models import Place

PHONE, EMAIL = "+905550000003", "hatice@example.org"
MASKED = ("•••••••••0003", "h•••@example.org")

SHOWS = {
    "get_place": ("place_id", {"heard"}),
    "list_places": ("public_day_id", {"heard", "waiting"}),
    "list_queue": ("public_day_id", {"waiting"}),
    "get_public_day_report": ("public_day_id", {"heard", "waiting", "promise"}),
    "get_wish": ("wish_id", {"wish", "heard"}),
    "list_wishes": (None, {"wish", "heard"}),
    "get_promise": ("promise_id", {"promise"}),
    "list_promises": (None, {"promise"}),
    "get_visit": ("visit_id", {"visit"}),
    "list_visits": (None, {"visit"}),
    "get_hosting_task": ("hosting_task_id", {"task"}),
    "list_hosting_tasks": (None, {"task"}),
    "list_open_matters": (None, {"promise", "visit", "task"}),
    "get_day": ("day", {"visit"}),
}
"""What each query is asked, and whose data it shows."""

SHOWS_NOBODY = {"get_public_day": "public_day_id", "list_public_days": None, "get_screen": "public_day_id"}


@pytest.fixture
def town(process, ipek, a_visit, a_running_day, someone_heard):
    """Hatice has spoken with the mayor and was promised something, Ali waits, Ferhat is expected."""
    visit, day = a_visit(), a_running_day()
    heard = someone_heard(day, phone=PHONE, email=EMAIL)
    waiting = ipek.register_place(public_day_id=day["id"], name="Ali KAYA", phone=PHONE)
    wish = ipek.record_wish(place_id=heard["id"], words="Rampa istiyorum.", end="request")
    promise = ipek.give_promise(wish_id=wish["id"], words="Yapılacak.", due_on="2026-12-31")
    task = ipek.add_hosting_task(visit_id=visit["id"], kind="welcome", minutes_before=10)
    ids = {"public_day_id": day, "place_id": heard, "wish_id": wish, "promise_id": promise, "visit_id": visit}
    ids |= {"hosting_task_id": task, "day": {"id": visit["planned_at"][:10]}}
    subjects = {
        "heard": f"place/{heard['id']}",
        "waiting": f"place/{waiting['id']}",
        "wish": f"wish/{wish['id']}",
        "promise": f"promise/{promise['id']}",
        "visit": f"visit/{visit['id']}",
        "task": f"hosting_task/{task['id']}",
    }
    return SimpleNamespace(process=process, ids={name: thing["id"] for name, thing in ids.items()}, subjects=subjects)


def ask(town, who, method, name):
    """Let someone ask for what the query wants to be given."""
    return who.call(method, {name: town.ids[name]} if name else {})


def count(process):
    """How many entries the audit has."""
    with process.database.reading() as session:
        return session.scalar(select(func.count()).select_from(AuditEntry))


def test_every_query_is_known_to_show_somebody_or_nobody(process):
    queries = {name for name, function in process.methods.items() if not function.method.writes}
    own = {name for name in queries if process.methods[name].__self__.__module__.startswith("visitors_service")}
    assert own - {"get_wish_words", "get_promise_words", "get_hosting_words"} == set(SHOWS) | set(SHOWS_NOBODY)


@pytest.mark.check("S66", part="every look of visitors is on record")
def test_a_look_is_on_record_once_with_all_whom_it_showed(town, nermin):
    """S66: who saw this person's data, for each query."""
    for method, (name, shown) in SHOWS.items():
        before = {key: on_record(town.process, subject) for key, subject in town.subjects.items()}
        entries = count(town.process)
        ask(town, nermin, method, name)
        look = (nermin.actor.id, f"saw {method}")
        for key, subject in town.subjects.items():
            assert on_record(town.process, subject)[len(before[key]) :] == [look] * (key in shown), (method, key)
        assert count(town.process) == entries + 1, method


def test_a_look_that_shows_nobody_leaves_no_trace(town, nermin):
    entries = count(town.process)
    for method, name in SHOWS_NOBODY.items():
        ask(town, nermin, method, name)
    assert count(town.process) == entries


def test_the_screen_shows_nobody_to_everybody(town, person):
    line = ask(town, person(town.process, "citizen"), "get_screen", "public_day_id")["items"][0]
    assert line == {"label": "A-01", "room": "Makam odası"}


def test_who_changes_something_is_on_record_with_whom_the_answer_showed(town, ipek):
    """The wish was recorded by İpek; its answer showed her who spoke, too."""
    wish_id = ipek.actor.id, "saw record_wish"
    assert wish_id in on_record(town.process, town.subjects["heard"])
    assert (ipek.actor.id, "place.registered.v1") in on_record(town.process, town.subjects["waiting"])


def test_the_words_that_go_to_requests_are_on_record_too(town, as_requests):
    assert "ok" in as_requests("get_wish_words", wish_id=town.ids["wish_id"])
    assert on_record(town.process, town.subjects["wish"])[-1] == ("service:requests", "saw get_wish_words")


def test_what_a_stale_version_shows_is_on_record(town, nermin, person):
    mayor = person(town.process, "mayor", name="Elif KARACA")
    with pytest.raises(Conflict, match="version.stale") as refused:
        mayor.keep_promise(promise_id=town.ids["promise_id"], version=7)
    assert refused.value.details["current"]["words"] == "Yapılacak."
    assert on_record(town.process, town.subjects["promise"])[-1] == (mayor.actor.id, "saw keep_promise")


@pytest.mark.check("S57", part="telephone and mail address of a public day")
def test_how_somebody_is_reached_is_whole_for_those_who_call_them(town, person):
    """S57: masked for those who need not know it, wherever it stands."""
    whole = dict.fromkeys(("director", "secretary", "front_desk"), (PHONE, EMAIL))
    for role, (phone, email) in (whole | {"mayor": MASKED, "deputy": MASKED}).items():
        who = person(town.process, role)
        place = ask(town, who, "get_place", "place_id")
        assert (place["name"], place["phone"], place["email"]) == ("Hatice ÖZDEMİR", phone, email), role
        assert [one["phone"] for one in ask(town, who, "list_places", "public_day_id")["items"]] == [phone, phone], role
        (waiting,) = ask(town, who, "list_queue", "public_day_id")["items"]
        assert (waiting["place"]["phone"], waiting["place"]["email"]) == (phone, None), role


class TestUnmasking:
    @pytest.mark.check("S57", part="unmasking on a public day is on record with its reason")
    def test_is_on_record_with_its_reason(self, town, person):
        """S57: the mayor's deputy sees the telephone whole, and the audit says so."""
        deputy = person(town.process, "deputy", name="Ümit ÇAĞLAR")
        shown = deputy.unmask_place(place_id=town.ids["place_id"], reason="call_back")
        assert (shown["phone"], shown["email"]) == (PHONE, EMAIL)
        assert (deputy.actor.id, "place.unmasked") in on_record(town.process, town.subjects["heard"])
        with town.process.database.reading() as session:
            record = session.scalar(select(AuditEntry.record).where(AuditEntry.action == "place.unmasked"))
        assert record == {"reason": "call_back"}

    def test_is_for_those_alone_who_know_the_place(self, town, person):
        for role in ("unit_staff", "protocol_officer", "citizen", "system"):
            with pytest.raises(Forbidden, match="action.not_allowed"):
                person(town.process, role).unmask_place(place_id=town.ids["place_id"], reason="call_back")


@pytest.mark.check("S60", part="no audit, no personal data of visitors")
@pytest.mark.fault("F36", part="visitors")
def test_nobody_sees_anybody_while_it_cannot_be_put_on_record(town, ipek):
    """S60, F36: where the audit fails, no answer leaves and nothing changes."""
    with town.process.database.engine.begin() as connection:
        connection.execute(text("DROP TABLE audit_seen"))
    with pytest.raises(Failure):
        ask(town, ipek, "get_place", "place_id")
    with pytest.raises(Failure):
        ipek.record_wish(place_id=town.ids["place_id"], words="Bir istek daha", end="answered")
    with town.process.database.engine.begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM wishes")) == 1
    assert ask(town, ipek, "get_screen", "public_day_id")["items"]


def test_who_came_again_is_found_by_name_and_by_telephone(process, town):
    """The database knows neither; the indexes compare as Turks read names."""
    with process.database.reading() as session:
        for same in (Place.name_index == "hatice ozdemir", Place.phone_index == PHONE):
            assert town.ids["place_id"] in {str(id) for id in session.scalars(select(Place.id).where(same))}
        assert session.scalar(select(Place.id).where(Place.name_index == "hatice")) is None
