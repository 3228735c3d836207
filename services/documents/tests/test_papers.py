"""The life of papers that are written here: who initials and signs them, what is returned, and who sees what of it."""

import pytest
from sqlalchemy import select

from makam_kernel.audit import AuditEntry
from makam_kernel.errors import Conflict, Forbidden, Invalid, NotFound
from makam_kernel.testing import at, hear, told


@pytest.mark.scenario("documents.S33")
@pytest.mark.feature("A4.5")
def test_a_returned_paper_starts_its_way_round_again(process, who, do, ids, a_paper):
    """A paper from Zabıta goes to İlknur GÜNEŞ, to Gülşen ÇETİN and to the mayor; Gülşen ÇETİN returns it with a note.
    The drafter finds the note; version 2 shows what is different; the initials of version 1 are void; it begins with
    the first initials again; the mayor sees version 2 alone; each step says who, when, and as whom."""
    paper = do(who("okan"), "circulate_paper", a_paper())
    assert (paper["status"], paper["waiting_for_id"]) == ("in_review", ids["ilknur"])
    do(who("ilknur"), "initial_paper", paper)
    at(process, "2026-12-01 10:00")
    paper = who("gulsen").get_paper(paper_id=paper["id"])
    do(who("gulsen"), "return_paper", paper, note="Mali tablo eklensin")

    paper = who("okan").get_paper(paper_id=paper["id"])
    first, second = paper["editions"]
    assert (paper["status"], paper["waiting_for_id"], second["difference"]) == ("drafted", None, [])
    assert [step["status"] for step in first["steps"]] == ["void", "returned", "waiting"]
    assert [(step["by_name"], step["note"]) for step in first["steps"][:2]] == [
        ("İlknur GÜNEŞ", None),
        ("Gülşen ÇETİN", "Mali tablo eklensin"),
    ]
    assert first["steps"][1]["acted_at"].startswith("2026-12-01T07:00:0")

    facts = {name: paper[name] for name in ("file_code", "subject")}
    circle = [{name: step[name] for name in ("person_id", "name")} for step in second["steps"]]
    body = "Uygun mudur?\nMali tablo: 1.200.000 TL"
    paper = do(who("okan"), "revise_paper", paper, **facts, body=body, circle=circle)
    assert paper["editions"][1]["difference"] == ["+ Mali tablo: 1.200.000 TL"]
    assert paper["editions"][0]["body"] == "Uygun mudur?"

    with pytest.raises(NotFound):
        who("elif").get_paper(paper_id=paper["id"])
    paper = do(who("okan"), "circulate_paper", paper)
    assert paper["waiting_for_id"] == ids["ilknur"]
    do(who("ilknur"), "initial_paper", paper)
    paper = who("gulsen").get_paper(paper_id=paper["id"])
    paper = do(who("gulsen", acts_for=["ilknur"]), "initial_paper", paper)
    assert (paper["status"], paper["waiting_for_id"]) == ("submitted", ids["elif"])

    seen = who("elif").get_paper(paper_id=paper["id"])
    assert [(edition["number"], edition["difference"]) for edition in seen["editions"]] == [(2, [])]
    assert who("elif").list_papers(text="tablo")["items"][0]["id"] == paper["id"]
    deputy = who("gulsen", acts_for=["elif"])
    do(deputy, "sign_paper", seen)
    signature = who("okan").get_paper(paper_id=paper["id"])["editions"][1]["steps"][-1]
    assert (signature["by_name"], signature["for_name"], signature["status"]) == (
        "Gülşen ÇETİN",
        "Elif KARACA",
        "signed",
    )
    assert "Mali tablo" not in str([row.data for row in told(process)])


def test_the_words_of_a_version_that_never_reached_the_mayor_find_nothing_for_her(who, do, a_paper, go_round):
    paper = go_round(a_paper(subject="Gizlenen taslak", circle=["ilknur", "elif"]), left=2)
    paper = do(who("ilknur"), "return_paper", paper, note="Konu değişsin")
    circle = [{name: step[name] for name in ("person_id", "name")} for step in paper["editions"][-1]["steps"]]
    paper = do(who("okan"), "revise_paper", paper, file_code="880", subject="Yeni konu", circle=circle)
    go_round(paper, left=1)
    assert who("elif").list_papers(text="gizlenen")["items"] == []
    assert [line["subject"] for line in who("elif").list_papers(text="yeni")["items"]] == ["Yeni konu"]
    assert [line["subject"] for line in who("okan").list_papers(text="GİZLENEN")["items"]] == ["Yeni konu"]


def test_a_step_that_waits_shows_who_stands_in_and_for_how_long(process, who, do, ids, tell, a_paper, go_round):
    span = {"from_at": "2026-12-01T05:00:00Z", "until_at": "2026-12-02T15:00:00Z", "status": "approved"}
    facts = span | {"deputy_id": ids["gulsen"], "absent_id": ids["elif"], "absence_id": ids["elif"]}
    subject = f"deputising/{ids['cem']}"
    hear(process, tell("deputising.snapshot.v1", subject, facts | {"status": "proposed"}, source="agenda"))
    paper = go_round(a_paper(circle=["ilknur", "elif"]), left=1)
    assert paper["editions"][0]["steps"][1]["deputy_id"] is None  # nobody has granted it yet
    hear(process, tell("deputising.approved.v1", subject, facts, source="agenda", sequence=2))
    paper = who("ilknur").get_paper(paper_id=paper["id"])
    assert paper["editions"][0]["steps"][1]["deputy_id"] == ids["gulsen"]
    with pytest.raises(NotFound):
        who("gulsen").get_paper(paper_id=paper["id"])
    assert who("gulsen", acts_for=["elif"]).list_papers(mine=True)["items"][0]["id"] == paper["id"]
    at(process, "2026-12-03 09:00")
    assert who("ilknur").get_paper(paper_id=paper["id"])["editions"][0]["steps"][1]["deputy_id"] is None
    facts["status"] = "cancelled"
    hear(process, tell("deputising.cancelled.v1", subject, facts, source="agenda", sequence=3))
    at(process, "2026-12-02 09:00")
    assert who("ilknur").get_paper(paper_id=paper["id"])["editions"][0]["steps"][1]["deputy_id"] is None


def test_nobody_initials_or_signs_out_of_turn(who, do, a_paper, go_round):
    paper = go_round(a_paper(), left=2)  # İlknur GÜNEŞ has initialled
    with pytest.raises(Forbidden, match="action.not_allowed"):
        do(who("ilknur"), "initial_paper", paper)
    with pytest.raises(NotFound):
        do(who("elif"), "sign_paper", paper)
    with pytest.raises(Conflict, match="paper.wrong_status"):
        do(who("gulsen"), "sign_paper", who("gulsen").get_paper(paper_id=paper["id"]))


def test_a_refused_paper_is_over(who, do, a_paper, go_round):
    paper = go_round(a_paper(circle=["elif"]), left=1)
    paper = do(who("elif"), "refuse_paper", who("elif").get_paper(paper_id=paper["id"]), note="Bütçe yok")
    assert (paper["status"], paper["number"]) == ("refused", None)
    assert paper["editions"][0]["steps"][0]["note"] == "Bütçe yok"
    with pytest.raises(Conflict, match="paper.not_a_draft"):
        do(who("okan"), "circulate_paper", who("okan").get_paper(paper_id=paper["id"]))


def test_a_paper_that_goes_round_is_neither_changed_nor_sent_round_again(who, do, someone, a_paper, go_round):
    paper = go_round(a_paper(), left=3)
    with pytest.raises(Conflict, match="paper.not_a_draft"):
        do(who("okan"), "revise_paper", paper, file_code="880", subject="Başka", circle=[someone("elif")])
    with pytest.raises(Conflict, match="paper.not_a_draft"):
        do(who("okan"), "circulate_paper", paper)


def test_one_writes_only_for_ones_own_unit(who, a_paper):
    with pytest.raises(Forbidden, match="action.not_allowed"):
        a_paper(by="derya", unit="ZABITA")
    assert who("okan").list_papers()["items"] == []


def test_a_draft_is_nobody_elses_matter(who, a_paper):
    paper = a_paper()
    for login in ("elif", "gulsen", "hakan"):
        with pytest.raises(NotFound):
            who(login).get_paper(paper_id=paper["id"])
        assert who(login).list_papers()["items"] == []
    for login in ("okan", "ilknur", "ipek", "nermin"):
        assert who(login).get_paper(paper_id=paper["id"])["id"] == paper["id"]


def test_a_stale_change_shows_what_is_there_now(who, do, a_paper):
    paper = a_paper()
    do(who("okan"), "circulate_paper", paper)
    with pytest.raises(Conflict, match="version.stale") as refused:
        do(who("okan"), "circulate_paper", paper)
    assert refused.value.details["current"]["status"] == "in_review"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"file_code": "010"}, "paper.file_code_unknown"),
        ({"circle": ["elif", "elif"]}, "paper.reviewer_repeated"),
        ({"addressees": [{"purpose": "action"}]}, "paper.addressee_unclear"),
    ],
)
def test_what_a_paper_cannot_have_is_refused(a_paper, facts, code):
    with pytest.raises(Invalid, match=code):
        a_paper(**facts)


def test_an_olur_has_no_addressee_and_is_filed_once_it_is_signed(who, do, a_signed_paper):
    paper = a_signed_paper(kind="olur")
    assert (paper["status"], paper["number"]) == ("numbered", "E-12345610-880-1")
    with pytest.raises(Conflict, match="paper.no_addressee"):
        do(who("ipek"), "distribute_paper", paper)
    assert do(who("ipek"), "file_paper", paper)["status"] == "filed"


def test_a_unit_without_a_number_in_the_states_register_signs_nothing(who, a_signed_paper):
    with pytest.raises(Conflict, match="paper.unit_without_detsis"):
        a_signed_paper(by="sule", unit="PARK", circle=["elif"])


def test_a_paper_that_is_with_the_wrong_one_is_taken_back(who, do, a_paper, go_round):
    paper = go_round(a_paper(), left=2)
    assert paper["waiting_for_id"] == paper["editions"][0]["steps"][1]["person_id"]
    paper = do(who("okan"), "recall_paper", who("okan").get_paper(paper_id=paper["id"]))
    assert (paper["status"], [step["status"] for step in paper["editions"][0]["steps"]]) == (
        "drafted",
        ["void", "void", "waiting"],
    )
    assert [step["status"] for step in paper["editions"][1]["steps"]] == ["waiting"] * 3


def test_a_change_of_grade_is_on_record(process, who, do, someone, a_paper):
    paper = a_paper(by="ilknur")
    facts = {"file_code": "880", "subject": "Konu", "circle": [someone("elif")]}
    do(who("ilknur"), "revise_paper", paper, grade="official_use", **facts)
    with process.database.reading() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action.like("paper.%")).order_by(AuditEntry.id))
        assert [(entry.action, entry.record) for entry in entries] == [
            ("paper.drafted.v1", {"grade": "none"}),
            ("paper.revised.v1", {"grade": "official_use"}),
        ]
