"""Numbers of the queue, and what the display shows."""

import pytest

PART = "without the screen"


@pytest.mark.scenario("visitors.S18", part=PART)
def test_numbers_restart_each_day_and_stay_in_history(process, ipek, a_public_day):
    """Each public day begins at A-01; a number is given once a day, and last week's can still be read."""
    first, second = a_public_day("2026-12-02"), a_public_day("2026-12-09")
    labels = [
        ipek.register_place(public_day_id=day["id"], name="Misafir", here=False)["label"]
        for day in (first, first, second, first, second)
    ]
    assert labels == ["A-01", "A-02", "A-01", "A-03", "A-02"]
    kept = ipek.list_places(public_day_id=first["id"])["items"]
    assert [place["label"] for place in kept] == ["A-01", "A-02", "A-03"]


@pytest.mark.scenario("visitors.S18", part=PART)
def test_a_number_survives_who_leaves_and_a_refresh(ipek, a_running_day):
    """The number of one who left is not given again, and asking again shows the same numbers."""
    day = a_running_day()
    gone = ipek.register_place(public_day_id=day["id"], name="Misafir")
    ipek.leave_place(place_id=gone["id"], version=gone["version"])
    assert ipek.register_place(public_day_id=day["id"], name="Misafir")["label"] == "A-02"
    asked = [ipek.list_places(public_day_id=day["id"]) for _again in range(2)]
    assert asked[0] == asked[1]


@pytest.mark.scenario("visitors.S18", part=PART)
def test_the_display_shows_number_and_room_and_nothing_else(process, person, ipek, a_running_day):
    """What anybody in the waiting room can read is numbers, room and where the day stands: no name, no subject, no
    class of priority."""
    day = a_running_day()
    for name in ("Hatice ÖZDEMİR", "Ferhat GÜLER"):
        ipek.register_place(public_day_id=day["id"], name=name, phone="0555 000 00 01", priority_class="disabled")
        ipek.call_next(public_day_id=day["id"], room="Masa 1")
    anybody = person(process, "citizen")
    shown = anybody.get_screen(public_day_id=day["id"])
    assert shown == {
        "items": [{"label": "A-02", "room": "Masa 1"}, {"label": "A-01", "room": "Masa 1"}],
        "next": [],
        "status": "running",
        "resumes_at": None,
    }


@pytest.mark.scenario("visitors.S18", part=PART)
def test_who_is_finished_or_skipped_is_no_longer_shown(ipek, a_running_day, someone_heard, finish):
    """The display follows the calls."""
    day = a_running_day()
    finish(someone_heard(day))
    ipek.register_place(public_day_id=day["id"], name="Ferhat GÜLER")
    called = ipek.call_next(public_day_id=day["id"], room="Masa 1")
    ipek.skip_place(place_id=called["id"], version=called["version"])
    assert ipek.get_screen(public_day_id=day["id"])["items"] == []


@pytest.mark.scenario("visitors.S18", part=PART)
def test_the_display_shows_the_next_four_as_they_will_be_called(ipek, a_running_day):
    """Whoever waits sees that their turn comes near: the next numbers stand in the order of the calls, also where a
    general one is called between the prioritised, and no more than four."""
    day = a_running_day(general_after=2)
    for priority_class in ("general", "elder", "general", "disabled", "veteran", "elder"):
        ipek.register_place(public_day_id=day["id"], name="Misafir", priority_class=priority_class)
    for _call in range(7):
        shown = ipek.get_screen(public_day_id=day["id"])["next"]
        queue = ipek.list_queue(public_day_id=day["id"])["items"]
        assert shown == [line["place"]["label"] for line in queue][:4]
        if queue:
            assert ipek.call_next(public_day_id=day["id"], room="Masa 1")["label"] == shown[0]
    assert shown == []


@pytest.mark.scenario("visitors.S18", part=PART)
def test_the_display_says_until_when_a_pause_lasts(ipek, a_running_day):
    """A pause says when it ends, if that is known; when the mayor receives again, or the day is closed, nothing is left
    of it."""
    day = a_running_day()
    end = "2026-12-02T23:50:00+03:00"
    day = ipek.pause_public_day(public_day_id=day["id"], version=day["version"], resumes_at=end)
    shown = ipek.get_screen(public_day_id=day["id"])
    assert (shown["status"], shown["resumes_at"]) == ("paused", day["resumes_at"])
    assert day["resumes_at"] == "2026-12-02T20:50:00Z"
    day = ipek.resume_public_day(public_day_id=day["id"], version=day["version"])
    assert ipek.get_screen(public_day_id=day["id"])["resumes_at"] is None
    day = ipek.pause_public_day(public_day_id=day["id"], version=day["version"], resumes_at=end)
    ipek.close_public_day(public_day_id=day["id"], version=day["version"])
    shown = ipek.get_screen(public_day_id=day["id"])
    assert (shown["status"], shown["resumes_at"]) == ("closed", None)
