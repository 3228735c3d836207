"""The demonstration on a real site: loaded in spite of an interruption, and told as a story. In this order."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date, datetime

import pytest

from makam_kernel.clock import ISTANBUL
from makam_tools import demo, demonstration
from makam_tools.demonstration.office import Refused, wait_for
from makam_tools.demonstration.public_day import PublicDay
from makam_tools.demonstration.texts import data
from makam_tools.demonstration.town import Town
from makam_tools.folders import ROOT
from makam_tools.site import SERVICES

EVERY_STATUS = {
    "registered", "routed", "accepted", "in_progress", "solved", "confirmed", "objected", "reopened",
    "closed_with_reason", "unconfirmed", "withdrawn", "void",
}  # fmt: skip
THAT_DAY = date(2026, 10, 14)
OF_THE_OFFICE = (
    "/calendars", "/entries", "/appointments", "/phone-calls", "/ceremonies", "/invitations", "/courtesies",
    "/papers", "/instructions", "/urgent-items", "/budget-lines", "/expenses",
)  # fmt: skip
CLASSES = ["veteran", "disabled", "pregnant", "elder", "appointed"]


def silence(line):
    pass


def pull_the_plug(*_):
    """In the middle of the public day: a wish is recorded, the promise is not yet, and others wait outside."""
    raise KeyboardInterrupt


def requests_by_status(office):
    counts = Counter()
    for line in office.get("nermin", "/requests/counts")["items"]:
        counts[line["status"]] += line["count"]
    return counts


def by_status(office, path, keep=lambda one: True):
    return Counter(one["status"] for one in office.every("nermin", path) if keep(one))


def everything(office):
    """All that a second loading could double."""
    paths = ("/public-days", "/visits", "/wishes", "/promises", "/absences", "/deputisings", *OF_THE_OFFICE)
    lists = {path: sorted(one["id"] for one in office.every("nermin", path)) for path in paths}
    people = len(list(office.every("nermin", "/people")))
    return lists | {"requests": requests_by_status(office), "people": people}


class TestLoading:
    @pytest.mark.timeout(600)
    def test_goes_on_after_an_interruption(self, trial, admin, monkeypatch):
        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr(PublicDay, "promise", pull_the_plug)
            demonstration.load(trial.url, admin, silence)
        sign_ins = demonstration.load(trial.url, admin, silence)
        assert {"login": "baskan", "password": "çınarın gölgesi serin", "title": "Belediye Başkanı"} in sign_ins

    def test_brings_300_requests_in_every_status(self, office):
        counts = requests_by_status(office)
        assert sum(counts.values()) == sum(path["count"] for path in data("paths").values()) + 20
        assert sum(counts.values()) >= 300
        assert set(counts) == EVERY_STATUS

    def test_brings_the_public_day_and_its_promises(self, office):
        (day,) = office.every("baskan", "/public-days")
        report = office.get("baskan", f"/public-days/{day['id']}/report")
        assert (report["registered"], report["met"], report["left"]) == (34, 31, 3)
        assert all(end["count"] for end in report["by_end"])
        promises = list(office.every("baskan", "/promises"))
        assert {promise["status"] for promise in promises} >= {"kept", "owned"}
        assert any(promise["awaiting_citizen"] for promise in promises)
        assert any(promise["reopen_count"] for promise in promises)

    def test_brings_25_visits_in_every_status(self, office):
        by_hand = by_status(office, "/visits", lambda visit: visit["source"] is None)
        assert by_hand == Counter(one["then"] for one in data("visits")["visits"])

    def test_brings_who_is_away_and_who_stands_in(self, office):
        absences = {one["id"]: one["status"] for one in office.every("nermin", "/absences")}
        deputisings = {one["absence_id"]: one["status"] for one in office.every("nermin", "/deputisings")}
        came = {(status, deputisings.get(id)) for id, status in absences.items()}
        assert came == {("ended", "ended"), ("approved", "approved"), ("planned", None)}

    def test_brings_four_calendars_with_120_entries(self, office):
        assert len(list(office.every("nermin", "/calendars"))) == 4
        entries = by_status(office, "/entries", lambda entry: entry["source"] is None)
        assert sum(entries.values()) == 120
        assert set(entries) == {"tentative", "confirmed", "held", "cancelled"}

    def test_brings_60_appointments_in_every_status(self, office):
        assert by_status(office, "/appointments") == data("appointments")["ways"]
        assert sum(by_status(office, "/phone-calls").values()) == 10

    def test_brings_ceremonies_and_invitations(self, office):
        assert by_status(office, "/ceremonies") == dict.fromkeys(
            ["reported", "held", "announced", "planned", "draft", "postponed"], 1
        )
        answers = dict(data("ceremonies")["answers"])
        answers["declined"] += answers.pop("declined_with_wreath")
        assert by_status(office, "/invitations") == answers

    def test_brings_80_papers_in_every_status(self, office):
        papers = by_status(office, "/papers")
        assert sum(papers.values()) == 80
        assert set(papers) == {*data("papers")["ways"], *data("papers")["incoming_ways"]} - {"returned"}

    def test_brings_40_instructions_and_those_of_the_papers(self, office):
        given = by_status(office, "/instructions", lambda one: one["source"] is None)
        assert sum(given.values()) == 40
        assert set(given) == {*data("instructions")["ways"]} - {"extended"}
        of_papers = by_status(office, "/instructions", lambda one: (one["source"] or "").startswith("paper/"))
        assert sum(of_papers.values()) > 10
        assert sum(by_status(office, "/urgent-items").values()) == 6

    def test_brings_20_expenses_in_every_status(self, office):
        expenses = by_status(office, "/expenses", lambda one: one["source"] is None)
        assert expenses == Counter(one[-1] for one in data("expenses")["expenses"])
        assert all(0 <= line["remaining"] for line in office.every("nermin", "/budget-lines"))

    def test_makes_visits_of_delegations_and_entries_of_occasions(self, office):
        asked = [one for one in office.every("nermin", "/appointments") if one["is_delegation"]]
        behind = {one["source"] for one in office.every("nermin", "/visits")}
        assert {f"appointment/{one['id']}" for one in asked} <= behind
        attended = [one for one in office.every("nermin", "/invitations") if one["status"] == "attends"]
        behind = {one["source"] for one in office.every("nermin", "/entries")}
        assert {f"invitation/{one['id']}" for one in attended} <= behind

    def test_gives_the_time_back(self, admin, office):
        clock = datetime.fromisoformat(office.get(admin["login"], "/clock")["at"])
        assert abs((datetime.now(ISTANBUL) - clock).total_seconds()) < 2

    def test_again_doubles_nothing(self, trial, admin, office):
        before = everything(office)
        demonstration.load(trial.url, admin, silence)
        assert everything(office) == before

    def test_parks_no_event(self, admin, office):
        for service in SERVICES:
            assert office.get(admin["login"], f"/operations/{service}/parked")["items"] == []

    @pytest.mark.skipif(shutil.which("curl") is None, reason="the README's calls are made with curl")
    def test_carries_the_day_of_the_readme_word_for_word(self, trial):
        """Every call of the block succeeds, and it ends only when the promise is kept."""
        block = re.search(r"```sh\n(A=.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL).group(1)
        environment = os.environ | {"A": f"{trial.url}/api/v1"}
        done = subprocess.run(["bash", "-eu", "-c", block], env=environment, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stdout[-500:] + done.stderr[-2000:]
        assert '"status":"confirmed"' in done.stdout


@pytest.fixture(scope="class")
def public_day(trial, admin, office):
    """The public day of the scenario, with business time on it."""

    def set_clock(instant):
        office.put(admin["login"], "/clock", {"at": instant.isoformat()})

    town = Town(office, admin["login"])
    town.settle()
    yield PublicDay(office, town, data("public_day"), THAT_DAY, set_clock)
    set_clock(datetime.now(ISTANBUL))


@pytest.mark.scenario("requests.25")
class TestPublicDay:
    def test_an_unfinished_record_keeps_the_day_open(self, office, public_day):
        public_day.announce()
        public_day.register()
        office.post("sevil", f"/public-days/{public_day.id}/calls", {"room": "Makam odası"})
        with pytest.raises(Refused) as refused:
            public_day.close()
        assert (refused.value.status, refused.value.code) == (409, "public_day.unfinished_record")

    def test_the_order_of_the_queue_is_kept(self, office, public_day):
        public_day.receive()
        places = list(office.every("sevil", "/places", public_day_id=public_day.id))
        called = sorted((place for place in places if place["call_position"]), key=lambda place: place["call_position"])
        assert len(places) == 34
        assert [place["number"] for place in called] == calls_by_the_rule(places)

    def test_every_wish_that_became_a_request_says_where_it_comes_from(self, office, public_day):
        wishes = public_day.wishes(end="request")
        assert len(wishes) == 20
        for wish in wishes:
            assert request_of(office, wish)["origin_label"] == f"HALK_GUNU:2026-10-14#{wish['place']['number']}"

    def test_hatice_is_promised_a_bench(self, office, public_day):
        wish = next(one for one in public_day.wishes() if one["place"]["name"] == "Hatice Şen")
        assert wish["answer"] == "Haklısınız, konacak."
        assert wish["origin_label"] == "HALK_GUNU:2026-10-14#17"
        promises = office.every("baskan", "/promises", public_day_id=public_day.id)
        promise = next(one for one in promises if one["wish_id"] == wish["id"])
        assert promise["words"] == "30 Ekim'e kadar banka konacak"
        assert promise["due_on"] == "2026-10-30"
        assert promise["unit_id"] == public_day.town.unit_ids["PARK"]

    def test_the_mayor_has_the_report_the_same_day(self, trial, office, public_day):
        public_day.close()
        report = office.get("baskan", f"/public-days/{public_day.id}/report")
        assert (report["status"], report["day"]) == ("reported", "2026-10-14")
        assert (report["registered"], report["met"], report["left"]) == (34, 31, 3)
        owned = sum(line["count"] for line in report["by_end"] if line["end"] in ("request", "referral"))
        assert sum(line["count"] for line in report["by_unit"]) == owned
        assert "30 Ekim'e kadar banka konacak" in [promise["words"] for promise in report["promises"]]
        message = wait_for("Başkana bildirim", lambda: message_to_mayor(trial))
        assert "kaydolan 34, gelen 34, görüşülen 31, görüşmeden ayrılan 3" in message["text"]
        assert message["written_at"].startswith("2026-10-14")


class TestStory:
    def test_is_told_again_and_again_on_one_site(self, trial, admin):
        assert [demo.tell(trial.url, admin, silence) for _ in range(2)] == [0, 0]

    def test_is_told_on_a_site_of_its_own(self):
        command = [sys.executable, "-m", "makam_tools", "demo", "--fresh"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=240)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "0 yanlış" in done.stdout

    def test_is_not_told_where_nothing_runs(self, tmp_path):
        command = [sys.executable, "-m", "makam_tools", "demo", "--var", str(tmp_path)]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 1
        assert "çalışan bir sistem yok" in done.stderr

    def test_that_breaks_says_where_and_fails(self, trial, admin):
        told = []
        trial.stop("requests")
        try:
            assert demo.tell(trial.url, admin, told.append) == 1
        finally:
            trial.start("requests")
            trial.wait_until_ready()
        assert any("✘" in line for line in told)


def calls_by_the_rule(places):
    """In which order those called should have been: by class, then by arrival; after three of them a general one."""
    called = sorted((place for place in places if place["call_position"]), key=lambda place: place["number"])
    first = sorted((place for place in called if place["priority_class"] in CLASSES), key=by_class)
    general = [place for place in called if place["priority_class"] not in CLASSES]
    order = []
    while first:
        order += [first.pop(0) for _ in range(min(3, len(first)))] + [general.pop(0)]
    return [place["number"] for place in order + general]


def by_class(place):
    return CLASSES.index(place["priority_class"])


def request_of(office, wish):
    origin = f"wish/{wish['id']}"
    line = wait_for("Talep", lambda: office.get("nermin", "/requests", origin=origin)["items"])[0]
    return office.get("nermin", f"/requests/{line['id']}")


def message_to_mayor(trial):
    """What was written to the mayor about the day, if it was."""
    messages = [json.loads(file.read_text()) for file in trial.site.messages.rglob("*.json")]
    return next((one for one in messages if one["to"] == "role/mayor" and "14.10.2026" in one["text"]), None)
