"""A public day, from its announcement to the mayor's report."""

import pytest

from makam_kernel.errors import Conflict, Forbidden, Invalid, NotFound
from makam_kernel.testing import at, told


def close(client, day):
    """Close a day in its present version."""
    present = client.get_public_day(public_day_id=day["id"])
    return client.close_public_day(public_day_id=day["id"], version=present["version"])


class TestAnnouncing:
    def test_a_date_has_one_public_day(self, a_public_day):
        a_public_day("2026-12-02")
        with pytest.raises(Conflict, match="public_day.exists"):
            a_public_day("2026-12-02")

    def test_it_ends_after_it_begins(self, a_public_day):
        with pytest.raises(Invalid, match="public_day.hours_reversed"):
            a_public_day(starts="17:00", ends="14:00")

    @pytest.mark.parametrize("classes", [["elder", "elder"], ["elder", "general"]])
    def test_the_rule_names_each_prioritised_class_once(self, a_public_day, classes):
        with pytest.raises(Invalid, match="public_day.class_repeated"):
            a_public_day(priority_classes=classes)

    def test_the_front_desk_does_not_announce(self, person, process):
        with pytest.raises(Forbidden):
            person(process, "front_desk").announce_public_day(
                day="2026-12-02", starts="14:00", ends="17:00", capacity=5, rooms=["Masa 1"]
            )


class TestRegistration:
    def test_ends_at_the_capacity(self, ipek, a_public_day):
        day = a_public_day(capacity=2)
        for name in ("Hatice ÖZDEMİR", "Ferhat GÜLER"):
            ipek.register_place(public_day_id=day["id"], name=name)
        with pytest.raises(Conflict, match="public_day.full") as refused:
            ipek.register_place(public_day_id=day["id"], name="Geç Kalan")
        assert refused.value.details == {"capacity": 2}
        assert ipek.get_public_day(public_day_id=day["id"])["registered"] == 2

    def test_is_shut_before_the_day_is_opened(self, process, ipek):
        at(process, "2026-12-02 13:30")
        day = ipek.announce_public_day(day="2026-12-02", starts="14:00", ends="17:00", capacity=5, rooms=["Masa 1"])
        with pytest.raises(Conflict, match="public_day.registration_closed"):
            ipek.register_place(public_day_id=day["id"], name="Erken Gelen")

    def test_needs_a_day_that_exists(self, ipek, unit_id):
        with pytest.raises(NotFound, match="public_day.not_found"):
            ipek.register_place(public_day_id=unit_id("FEN"), name="Kimse")

    def test_keeps_the_telephone_in_one_form(self, ipek, a_public_day):
        place = ipek.register_place(public_day_id=a_public_day()["id"], name="Ali", phone="0555 000 00 01")
        assert place["phone"] == "+905550000001"

    def test_refuses_a_telephone_that_is_none(self, ipek, a_public_day):
        with pytest.raises(Invalid, match="input.invalid"):
            ipek.register_place(public_day_id=a_public_day()["id"], name="Ali", phone="yok")


class TestPause:
    def test_nobody_is_called_until_it_ends(self, ipek, a_running_day):
        day = a_running_day()
        ipek.register_place(public_day_id=day["id"], name="Hatice ÖZDEMİR")
        paused = ipek.pause_public_day(public_day_id=day["id"], version=day["version"])
        with pytest.raises(Conflict, match="public_day.not_running"):
            ipek.call_next(public_day_id=day["id"], room="Masa 1")
        ipek.resume_public_day(public_day_id=day["id"], version=paused["version"])
        assert ipek.call_next(public_day_id=day["id"], room="Masa 1")["status"] == "called"

    def test_its_end_is_still_to_come(self, process, ipek, a_running_day):
        day = a_running_day()
        ended = process.clock.now().isoformat()
        with pytest.raises(Invalid, match="public_day.pause_over"):
            ipek.pause_public_day(public_day_id=day["id"], version=day["version"], resumes_at=ended)

    def test_calls_do_not_make_the_directors_page_stale(self, ipek, a_running_day):
        day = a_running_day()
        ipek.register_place(public_day_id=day["id"], name="Hatice ÖZDEMİR")
        ipek.call_next(public_day_id=day["id"], room="Masa 1")
        ipek.pause_public_day(public_day_id=day["id"], version=day["version"])

    def test_a_running_day_is_not_resumed(self, ipek, a_running_day):
        day = a_running_day()
        with pytest.raises(Conflict, match="public_day.wrong_status"):
            ipek.resume_public_day(public_day_id=day["id"], version=day["version"])

    def test_a_stale_version_is_answered_with_the_present_one(self, ipek, a_running_day):
        day = a_running_day()
        with pytest.raises(Conflict, match="version.stale") as stale:
            ipek.pause_public_day(public_day_id=day["id"], version=day["version"] - 1)
        assert stale.value.details["current"]["status"] == "running"


class TestClosing:
    def test_is_refused_with_every_unfinished_record(self, ipek, a_running_day, someone_heard):
        day = a_running_day()
        done = someone_heard(day)
        ipek.finish_place(place_id=done["id"], version=done["version"])
        someone_heard(day, "Ferhat GÜLER")
        ipek.register_place(public_day_id=day["id"], name="Anna WEISS")
        ipek.call_next(public_day_id=day["id"], room="Masa 1")
        with pytest.raises(Conflict, match="public_day.unfinished_record") as refused:
            close(ipek, day)
        assert refused.value.details["numbers"] == ["A-01", "A-02", "A-03"]
        reasons = [place["reason"] for place in refused.value.details["places"]]
        assert reasons == ["without_wish", "with_mayor", "called"]

    def test_who_still_waits_has_left(self, process, ipek, a_running_day, someone_heard, finish):
        day = a_running_day()
        finish(someone_heard(day))
        ipek.register_place(public_day_id=day["id"], name="Bekleyen")
        ipek.register_place(public_day_id=day["id"], name="Gelmeyen", here=False)
        assert close(ipek, day)["status"] == "closed"
        statuses = [place["status"] for place in ipek.list_places(public_day_id=day["id"])["items"]]
        assert statuses == ["done", "left", "left"]
        assert [row.type for row in told(process)][-2:] == ["place.left.v1"] * 2

    def test_a_closed_day_takes_nobody_and_no_wish(self, ipek, a_running_day, someone_heard, finish):
        day = a_running_day()
        place = finish(someone_heard(day))
        close(ipek, day)
        with pytest.raises(Conflict, match="public_day.registration_closed"):
            ipek.register_place(public_day_id=day["id"], name="Geç Kalan")
        with pytest.raises(Conflict, match="public_day.not_under_way"):
            ipek.record_wish(place_id=place["id"], words="Bir de…", end="answered")
