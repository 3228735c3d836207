"""A ceremony, from the template until it is written down how it went."""

import pytest
from sqlalchemy import select

from makam_kernel.errors import Conflict, Forbidden, Invalid, NotFound
from makam_kernel.messages import Message
from makam_kernel.testing import at, do_what_is_due, told

SPEAKERS = [
    {"name": "Serdar ÜNLÜ", "office": "Kaymakam", "rank": 1, "minutes": 10},
    {"name": "Elif KARACA", "office": "Belediye Başkanı", "rank": 2, "minutes": 15},
    {"name": "Hakan YILDIZ", "office": "Fen İşleri Müdürü", "rank": 9, "minutes": 5},
]


def task(ceremony, code):
    return next(task for task in ceremony["tasks"] if task["code"] == code)


def local(instant):
    """The wall clock in Istanbul, as the run sheet prints it."""
    hour, minute = int(instant[11:13]) + 3, instant[14:16]
    return f"{hour:02}.{minute}"


class TestGroundBreaking:
    """S22, with Hakan YILDIZ of Fen İşleri."""

    @pytest.mark.scenario("protocol.S22")
    @pytest.mark.feature("A3.2")
    def test_eighteen_items_get_their_days_and_their_owners(self, a_ceremony, unit_id):
        """Template "Temel Atma Töreni" with 18 items; created for 20.01.2027 11.00 they get dates T-15 … T+3 in
        workdays, 01.01.2027 skipped, and owners from units."""
        ceremony = a_ceremony()
        assert len(ceremony["tasks"]) == 18
        days = {(one["offset"], one["due_on"]) for one in ceremony["tasks"]}
        assert {(-15, "2026-12-29"), (-14, "2026-12-30"), (-12, "2027-01-04"), (-2, "2027-01-18")} < days
        assert (-1, "2027-01-19") in days and (3, "2027-01-25") in days
        assert task(ceremony, "ground")["unit_id"] == unit_id("FEN")
        assert {one["unit_id"] for one in ceremony["tasks"]} == {
            unit_id(code) for code in ("OZELKALEM", "FEN", "BASIN", "DESTEK", "YAZI")
        }

    @pytest.mark.scenario("protocol.S22")
    def test_the_rehearsal_waits_for_the_sound(self, nermin, a_planned_ceremony, do):
        """Dependencies: ses sistemi kurulumu → prova."""
        ceremony = a_planned_ceremony()
        for code in ("programme", "presenter", "speeches"):
            do(nermin, "finish_ceremony_task", task(ceremony, code))
        rehearsal = task(ceremony, "rehearsal")
        with pytest.raises(Conflict, match="ceremony_task.waits") as refused:
            do(nermin, "finish_ceremony_task", rehearsal)
        assert refused.value.details == {"task": "Ses sistemi kurulumu"}
        for code in ("site", "ground", "stage", "sound", "button"):
            do(nermin, "finish_ceremony_task", task(ceremony, code))
        assert do(nermin, "finish_ceremony_task", rehearsal)["status"] == "done"

    @pytest.mark.scenario("protocol.S22")
    def test_two_workdays_before_what_is_not_done_stands_out_in_red(self, process, nermin, a_planned_ceremony, do):
        """A red line for T-2 items not done."""
        ceremony = a_planned_ceremony()
        do(nermin, "finish_ceremony_task", task(ceremony, "programme"))
        do(nermin, "finish_ceremony_task", task(ceremony, "speeches"))
        at(process, "2027-01-17 20:00")
        assert not any(one["red"] for one in nermin.get_ceremony(ceremony_id=ceremony["id"])["tasks"])
        at(process, "2027-01-18 08:00")
        seen = nermin.get_ceremony(ceremony_id=ceremony["id"])["tasks"]
        assert {one["code"] for one in seen if one["red"]} == {
            one["code"] for one in seen if one["offset"] <= -2 and one["code"] not in ("programme", "speeches")
        }
        assert "button" in {one["code"] for one in seen if one["red"]}

    @pytest.mark.scenario("protocol.S22")
    @pytest.mark.feature("A3.24")
    def test_the_run_sheet_has_every_minute_and_fits_on_a_page(self, nermin, a_ceremony, do):
        """One-page run sheet with minute plan: 10.45 protokol karşılama, 11.00 saygı duruşu ve İstiklal Marşı,
        konuşmalar (asttan üste), 11.40 butona basma, ikram."""
        ceremony = a_ceremony()
        ceremony = do(nermin, "arrange_ceremony", ceremony, lines=ceremony["run_sheet"], speakers=SPEAKERS)
        sheet = nermin.get_run_sheet(ceremony_id=ceremony["id"])
        assert [(local(line["at"]), line["what"], line["name"]) for line in sheet["lines"]] == [
            ("10.45", "Protokolün karşılanması", None),
            ("11.00", "Saygı duruşu ve İstiklal Marşı", None),
            ("11.05", "Konuşma", "Hakan YILDIZ"),
            ("11.10", "Konuşma", "Elif KARACA"),
            ("11.25", "Konuşma", "Serdar ÜNLÜ"),
            ("11.40", "Butona basma ve temele ilk harcın dökülmesi", None),
            ("11.45", "Toplu fotoğraf", None),
            ("11.55", "İkram", None),
        ]
        assert sheet["lines"][-1]["until_at"] == sheet["ends_at"]


class TestLife:
    def test_from_the_draft_to_the_report(self, process, nermin, a_planned_ceremony, do):
        ceremony = do(nermin, "announce_ceremony", a_planned_ceremony())
        with pytest.raises(Conflict, match="ceremony.tasks_open") as refused:
            do(nermin, "ready_ceremony", ceremony)
        assert refused.value.details == {"count": 17}
        for one in ceremony["tasks"]:
            if one["offset"] < 0:
                do(nermin, "finish_ceremony_task", one, evidence="12.01.2027 tarihli ve 214 sayılı yazı")
        ceremony = do(nermin, "ready_ceremony", ceremony)
        with pytest.raises(Conflict, match="ceremony.not_begun"):
            do(nermin, "hold_ceremony", ceremony)
        at(process, "2027-01-20 13:00")
        ceremony = do(nermin, "hold_ceremony", ceremony)
        ceremony = do(nermin, "report_ceremony", ceremony, report="Akışa uygun tamamlandı.")
        assert (ceremony["status"], ceremony["report"]) == ("reported", "Akışa uygun tamamlandı.")
        types = [row.type.split(".")[1] for row in told(process) if row.type.startswith("ceremony.")]
        assert types == ["drafted", "planned", "announced", "ready", "held", "reported"]

    def test_what_is_told_holds_no_words(self, process, a_planned_ceremony):
        a_planned_ceremony()
        words = [str(row.data) for row in told(process)]
        assert not any("Akçınar" in one or "Prova" in one for one in words)
        planned = next(row for row in told(process) if row.type == "ceremony.planned.v1")
        assert planned.data == {
            "kind": "ground_breaking",
            "status": "planned",
            "starts_at": "2027-01-20T08:00:00Z",
            "ends_at": "2027-01-20T09:30:00Z",
            "holder_id": None,
        }

    def test_the_work_moves_with_another_day(self, nermin, a_planned_ceremony, do):
        ceremony = a_planned_ceremony()
        do(nermin, "finish_ceremony_task", task(ceremony, "programme"))
        ceremony = do(nermin, "announce_ceremony", ceremony)
        ceremony = do(nermin, "reschedule_ceremony", ceremony, starts_at="2027-01-22T14:00:00+03:00")
        assert ceremony["status"] == "planned" and ceremony["ends_at"] == "2027-01-22T12:30:00Z"
        assert task(ceremony, "approval")["due_on"] == "2026-12-31"
        assert task(ceremony, "programme")["due_on"] == "2027-01-06"  # done, and stays where it was

    def test_what_is_postponed_rests_until_it_has_another_day(self, process, nermin, a_planned_ceremony, do):
        ceremony = do(nermin, "postpone_ceremony", a_planned_ceremony(), reason="Hava muhalefeti")
        assert {one["status"] for one in ceremony["tasks"]} == {"on_hold"}
        at(process, "2027-01-10 09:00")
        do_what_is_due(process)
        ceremony = nermin.get_ceremony(ceremony_id=ceremony["id"])
        assert {one["status"] for one in ceremony["tasks"]} == {"on_hold"}
        ceremony = do(nermin, "reschedule_ceremony", ceremony, starts_at="2027-01-20T15:00:00+03:00")
        assert (ceremony["status"], ceremony["reason"]) == ("planned", None)
        assert task(ceremony, "approval")["status"] == "late"  # its day had passed already
        assert task(ceremony, "rehearsal")["status"] == "open"

    def test_what_is_cancelled_needs_no_work(self, nermin, a_planned_ceremony, do):
        ceremony = do(nermin, "cancel_ceremony", a_planned_ceremony(), reason="İhale yenilenecek")
        assert {one["status"] for one in ceremony["tasks"]} == {"dropped"}
        with pytest.raises(Conflict, match="ceremony.wrong_status"):
            do(nermin, "reschedule_ceremony", ceremony, starts_at="2027-02-20T15:00:00+03:00")

    def test_the_past_is_not_planned(self, process, nermin, a_ceremony, do):
        ceremony = a_ceremony()
        at(process, "2027-01-20 12:00")
        with pytest.raises(Conflict, match="ceremony.in_past"):
            do(nermin, "plan_ceremony", ceremony)

    def test_it_ends_after_it_begins(self, a_ceremony):
        with pytest.raises(Invalid, match="ceremony.times_reversed"):
            a_ceremony(ends_at="2027-01-20T10:00:00+03:00")

    def test_who_speaks_too_long_is_told_what_comes_next(self, nermin, a_ceremony, do):
        ceremony = a_ceremony()
        long = [SPEAKERS[0] | {"minutes": 40}]
        with pytest.raises(Conflict, match="ceremony.run_sheet_overlap") as refused:
            do(nermin, "arrange_ceremony", ceremony, lines=ceremony["run_sheet"], speakers=long)
        assert refused.value.details["second"] == "Butona basma ve temele ilk harcın dökülmesi"

    def test_somebody_stale_sees_it_as_it_is_now(self, nermin, a_ceremony, do):
        ceremony = a_ceremony()
        do(nermin, "plan_ceremony", ceremony)
        with pytest.raises(Conflict, match="version.stale") as refused:
            do(nermin, "cancel_ceremony", ceremony, reason="Yanlış")
        assert refused.value.details["current"]["status"] == "planned"

    def test_a_deputy_has_to_be_known(self, a_ceremony):
        with pytest.raises(Invalid, match="person.unknown"):
            a_ceremony(holder_id="019a2f60-7c00-7000-8000-000000000001")


class TestWork:
    def test_a_unit_sees_and_finishes_its_own_and_no_other(self, hakan, a_planned_ceremony, do):
        ceremony = a_planned_ceremony()
        mine = hakan.list_ceremony_tasks()["items"]
        assert [one["code"] for one in mine] == ["site", "ground", "button"]
        assert mine[0]["ceremony"]["title"] == ceremony["title"]
        assert do(hakan, "finish_ceremony_task", mine[0])["status"] == "done"
        with pytest.raises(NotFound, match="ceremony_task.not_found"):
            do(hakan, "finish_ceremony_task", task(ceremony, "sound"))
        with pytest.raises(Forbidden):
            hakan.get_ceremony(ceremony_id=ceremony["id"])

    def test_what_a_unit_has_still_to_do_stands_by_its_last_day(self, nermin, hakan, a_planned_ceremony, do):
        later = a_planned_ceremony(starts_at="2027-02-17T11:00:00+03:00")
        sooner = a_planned_ceremony()
        do(hakan, "finish_ceremony_task", task(sooner, "site"))
        do(nermin, "postpone_ceremony", a_planned_ceremony(title="Ertelenen"), reason="Hava muhalefeti")
        to_do = hakan.list_ceremony_tasks(open=True)["items"]
        assert [(one["ceremony"]["id"], one["code"]) for one in to_do] == [
            (sooner["id"], "ground"),
            (sooner["id"], "button"),
            (later["id"], "site"),
            (later["id"], "ground"),
            (later["id"], "button"),
        ]
        rest = hakan.list_ceremony_tasks(open=False)["items"]
        assert [one["status"] for one in rest] == ["done", "on_hold", "on_hold", "on_hold"]

    def test_evidence_that_is_asked_for_has_to_be_given(self, nermin, a_planned_ceremony, do):
        approval = task(a_planned_ceremony(), "approval")
        with pytest.raises(Invalid, match="ceremony_task.evidence_missing") as refused:
            do(nermin, "finish_ceremony_task", approval)
        assert refused.value.details == {"evidence": "Olurun tarihi ve sayısı"}
        done = do(nermin, "finish_ceremony_task", approval, evidence="29.12.2026 / 41")
        assert done["evidence"] == "29.12.2026 / 41"

    def test_who_is_late_is_told_once_with_the_protocol_office(self, process, nermin, a_planned_ceremony, do, unit_id):
        ceremony = a_planned_ceremony()
        do(nermin, "finish_ceremony_task", task(ceremony, "approval"), evidence="41")
        at(process, "2026-12-30 08:00")
        do_what_is_due(process)
        do_what_is_due(process)
        late = nermin.list_ceremony_tasks(status="late")["items"]
        assert [one["code"] for one in late] == ["site"]
        with process.database.reading() as session:
            notices = session.scalars(select(Message)).all()
        assert sorted(one.recipient for one in notices) == ["role/protocol_officer", f"unit/{unit_id('FEN')}"]
        assert notices[0].body == (
            "Tören işi gecikti (Akçınar Kültür Merkezi Temel Atma, son gün 29.12.2026): "
            "Tören alanının şantiye ile birlikte belirlenmesi"
        )

    def test_an_item_is_given_to_another_unit_or_dropped(self, nermin, hakan, a_planned_ceremony, do, unit_id):
        ceremony = a_planned_ceremony()
        sound = do(nermin, "assign_ceremony_task", task(ceremony, "sound"), unit_id=unit_id("FEN"))
        assert sound["code"] in [one["code"] for one in hakan.list_ceremony_tasks()["items"]]
        dropped = do(nermin, "drop_ceremony_task", sound)
        with pytest.raises(Conflict, match="ceremony_task.settled"):
            do(nermin, "assign_ceremony_task", dropped, unit_id=None)

    def test_a_unit_that_is_not_known_leaves_the_item_to_the_protocol_office(self, nermin, a_ceremony):
        ceremony = a_ceremony("commemoration", starts_at="2027-03-18T10:00:00+03:00")
        assert task(ceremony, "place")["unit_id"] is None


class TestTemplates:
    def test_four_are_there_from_the_beginning(self, nermin):
        names = {one["name"]: len(one["tasks"]) for one in nermin.list_ceremony_templates()["items"]}
        assert names == {
            "Anma Töreni": 10,
            "Temel Atma Töreni": 18,
            "Millî Bayram Kutlaması": 11,
            "Açılış Töreni": 16,
        }

    def test_what_was_made_keeps_its_edition(self, nermin, a_template, a_ceremony):
        ceremony, template = a_ceremony(), a_template()
        facts = {name: template[name] for name in ("name", "kind", "run_sheet")}
        tasks = template["tasks"][:2]
        revised = nermin.revise_ceremony_template(
            ceremony_template_id=template["id"], version=template["version"], tasks=tasks, **facts
        )
        assert (revised["edition"], len(a_ceremony()["tasks"])) == (2, 2)
        assert len(nermin.get_ceremony(ceremony_id=ceremony["id"])["tasks"]) == 18
        editions = nermin.list_ceremony_templates(code="ground_breaking")["items"]
        assert [(one["edition"], one["is_current"]) for one in editions] == [(1, False), (2, True)]
        with pytest.raises(Conflict, match="ceremony_template.superseded"):
            nermin.draft_ceremony(
                template_id=template["id"], title="Eski", place="Eski", starts_at="2027-01-20T11:00:00+03:00"
            )

    def test_an_item_waits_only_for_what_is_due_before_it(self, nermin, a_template):
        item = {"code": "a", "name": "A", "offset": -3}
        facts = {"name": "Yeni", "kind": "other", "run_sheet": [{"minute": 0, "minutes": 5, "what": "Açılış"}]}
        for tasks, code in (
            ([item | {"after": ["b"]}], "ceremony_template.waits_for_later"),
            ([item, {"code": "b", "name": "B", "offset": -4, "after": ["a"]}], "ceremony_template.waits_for_later"),
            ([item, item], "ceremony_template.repeated"),
        ):
            with pytest.raises(Invalid, match=code):
                nermin.create_ceremony_template(code="new", tasks=tasks, **facts)
        made = nermin.create_ceremony_template(code="new", tasks=[item], **facts)
        with pytest.raises(Conflict, match="ceremony_template.exists"):
            nermin.create_ceremony_template(code="new", tasks=[item], **facts)
        assert made["edition"] == 1
