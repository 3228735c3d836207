"""Confidentiality and urgency: what a paper may say of itself, and for whom a graded one does not exist."""

import pytest

from makam_kernel.errors import Forbidden, Invalid, NotFound
from makam_kernel.testing import on_record, told

SECRET_FILE = {"title": "Ek-1", "grade": "secret", "medium": "physical"}


@pytest.mark.scenario("documents.S37", part="the grades and their rules")
def test_a_cover_is_no_less_confidential_than_what_it_covers(an_incoming_paper, a_paper):
    """A cover hizmete özel with a secret attachment is refused; a secret paper is registered as the metadata of a
    physical one alone; "Özel" is not offered, and on a paper of 2019 it is kept as a historic marking and treated as
    hizmete özel."""
    with pytest.raises(Invalid, match="paper.cover_below_attachment"):
        a_paper(by="ilknur", grade="official_use", attachments=[SECRET_FILE])
    for facts in ({"body": None}, {"is_physical": True}):
        with pytest.raises(Invalid, match="paper.physical_only"):
            a_paper(by="ilknur", grade="secret", **facts)
    with pytest.raises(Invalid, match="paper.physical_only"):
        a_paper(by="ilknur", attachments=[SECRET_FILE | {"medium": "electronic"}])
    paper = a_paper(by="ilknur", grade="top_secret", is_physical=True, body=None, attachments=[SECRET_FILE])
    assert paper["editions"][0]["attachments"] == [SECRET_FILE]

    with pytest.raises(Invalid, match="input.invalid"):
        a_paper(by="ilknur", grade="ozel")
    with pytest.raises(Invalid, match="paper.marking_given_up"):
        an_incoming_paper(by="nermin", historic_marking="ozel")
    paper = an_incoming_paper(by="nermin", historic_marking="ozel", origin_on="2019-05-06")
    assert (paper["grade"], paper["historic_marking"]) == ("official_use", "ozel")


@pytest.mark.scenario("documents.S37", part="without clearance a graded paper does not exist on any path")
@pytest.mark.check("S20", part="a graded paper")
def test_a_graded_paper_does_not_exist_for_whom_it_is_not_cleared(process, who, do, to, a_signed_paper):
    """For somebody without clearance, of the same unit, of an addressee's unit or of the private office, the paper is
    not found; no search, no count, no copy, no open matter and no day has it; no event has its number or words."""
    paper = a_signed_paper(
        by="ilknur",
        circle=["gulsen", "elif"],
        grade="official_use",
        subject="Denetim bulguları",
        addressees=[to("FEN")],
    )
    with pytest.raises(NotFound):
        do(who("ipek"), "distribute_paper", paper)
    paper = do(who("nermin"), "distribute_paper", paper)
    for login in ("okan", "derya", "ipek"):
        client = who(login)
        with pytest.raises(NotFound):
            client.get_paper(paper_id=paper["id"])
        with pytest.raises(NotFound):
            client.get_distribution(distribution_id=paper["distributions"][0]["id"])
        assert client.list_papers()["items"] == client.list_papers(text="denetim")["items"] == []
        assert client.list_distributions()["items"] == []
        matters = client.list_open_matters()
        assert (matters["items"], matters["counts"]) == ([], {"open": 0, "late": 0})
        assert client.get_day(day="2026-12-01")["papers"] == []
    for login in ("ilknur", "hakan", "nermin", "elif", "gulsen"):
        assert who(login).list_papers(text="denetim")["items"][0]["id"] == paper["id"]
    events = str([row.data for row in told(process)])
    assert paper["number"] not in events and "Denetim" not in events


def test_who_lacks_the_clearance_neither_writes_nor_registers_nor_initials_a_graded_paper(
    who, a_paper, an_incoming_paper, go_round, do, ids
):
    with pytest.raises(Forbidden, match="action.not_allowed"):
        a_paper(by="okan", grade="official_use")
    with pytest.raises(Forbidden, match="action.not_allowed"):
        an_incoming_paper(by="ipek", grade="official_use")
    paper = go_round(a_paper(by="ilknur", circle=["okan", "elif"], grade="official_use"), by="ilknur", left=2)
    with pytest.raises(NotFound):
        do(who("okan"), "initial_paper", paper)


def test_every_look_at_a_paper_is_on_record(process, who, ids, a_paper):
    paper = a_paper(by="ilknur", grade="official_use")
    who("nermin").get_paper(paper_id=paper["id"])
    who("nermin").list_papers()
    looks = on_record(process, f"paper/{paper['id']}")
    assert looks[-2:] == [(ids["nermin"], "saw get_paper"), (ids["nermin"], "saw list_papers")]


@pytest.mark.scenario("documents.S38", part="the rules of urgency")
@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"urgency": "urgent", "due_on": "2026-12-07"}, "paper.date_without_dated"),
        ({"urgency": "dated"}, "paper.dated_needs_date"),
        ({"kind": "olur", "urgency": "urgent"}, "paper.olur_has_urgency"),
        ({"kind": "olur", "urgency": "dated", "due_on": "2026-12-07"}, "paper.olur_has_urgency"),
    ],
)
def test_urgency_and_date_fit_each_other(who, a_paper, facts, code):
    """ACELE with a date, GÜNLÜDÜR without one, and any urgency on an olur are refused."""
    with pytest.raises(Invalid, match=code):
        a_paper(**facts)
    assert who("okan").list_papers()["items"] == []


def test_an_urgent_and_a_dated_paper_are_taken(a_paper):
    assert a_paper(urgency="urgent")["due_on"] is None
    assert a_paper(urgency="dated", due_on="2026-12-07")["due_on"] == "2026-12-07"


FILE = """gönderen;sayı;tarih;konu;dosya kodu;gizlilik;ivedilik;gün
Çankırı Valiliği;E-1-051-7;24.11.2026;Tören hazırlıkları;051;;GÜNLÜDÜR;07.12.2026
Kızılay Şubesi;15;2026-11-25;"Kan bağışı;
kampanyası";;Hizmete Özel;ACELE;
Eski Müdürlük;3;06.05.2019;Eski yazı;;Özel;;
"""


@pytest.mark.scenario("documents.S38", part="papers that came in, by a file")
def test_a_file_with_a_wrong_line_changes_nothing(who):
    """ "ÇOK İVEDİ" in an imported file: the line is told with its number and the reason, and no line is taken."""
    wrong = FILE + "Vali;9;25.11.2026;Konu;;;ÇOK İVEDİ;\nVali;10;25.11.2026;Konu;;;ACELE;07.12.2026\nVali;;x;;;Özel;;\n"
    with pytest.raises(Invalid, match="import.invalid") as refused:
        who("nermin").import_papers(csv=wrong)
    assert refused.value.details == {
        "count": 3,
        "lines": [
            {"line": 6, "column": "urgency", "reason": "choice"},
            {"line": 7, "column": None, "reason": "date_without_dated"},
            {"line": 8, "column": "subject", "reason": "required"},
        ],
    }
    assert who("nermin").list_papers()["items"] == []


def test_a_right_file_is_registered_line_by_line(who):
    assert who("nermin").import_papers(csv=FILE) == {"created": 3}
    papers = sorted(who("nermin").list_papers()["items"], key=lambda paper: paper["number"])
    assert [(paper["number"], paper["grade"], paper["urgency"], paper["due_on"]) for paper in papers] == [
        ("G-2026-1", "none", "dated", "2026-12-07"),
        ("G-2026-2", "official_use", "urgent", None),
        ("G-2026-3", "official_use", "normal", None),
    ]
    assert papers[1]["subject"] == "Kan bağışı;\nkampanyası"


def test_a_file_without_its_columns_is_refused(who):
    with pytest.raises(Invalid, match="import.invalid") as refused:
        who("ipek").import_papers(csv="gönderen,renk\nVali,mavi")
    assert [(fault["column"], fault["reason"]) for fault in refused.value.details["lines"]] == [
        ("renk", "unknown"),
        ("origin_number", "required"),
        ("origin_on", "required"),
        ("subject", "required"),
    ]
