"""How a signed paper reaches its addressees, and what came in those whom it concerns."""

import pytest

from makam_kernel.errors import Conflict, Forbidden, NotFound
from makam_kernel.testing import at, hear


@pytest.fixture
def a_programme(process, who, do, to, a_signed_paper):
    """The mayor approves the programme on 01.12.2026 and it is distributed: two for action, two for information."""
    addressees = [to("FEN"), to("PARK"), to("MALI", "information"), to("BASIN", "information")]
    facts = {"by": "ilknur", "circle": ["elif"], "addressees": addressees}
    paper = a_signed_paper(subject="2027 Kış Bakım Programı", **facts)
    return do(who("ipek"), "distribute_paper", paper)


@pytest.mark.scenario("documents.S35", part="four deliveries and their states, the mayor's board, and names that stay")
@pytest.mark.feature("A4.9")
def test_an_approved_paper_is_followed_to_each_addressee(process, who, do, a_programme, a_unit):
    """Four copies with their states: sent, received, read, done, where those for information end at read; the mayor's
    board shows four of four received and three of four read; a unit that is renamed later keeps its name on the
    paper."""
    assert {copy["status"] for copy in a_programme["distributions"]} == {"sent"}
    units = ("hakan", "sule", "mert", "basak")
    for login, copy in zip(units, a_programme["distributions"], strict=True):
        do(who(login), "receive_distribution", copy)
    for login in units[:3]:
        copy = who(login).list_distributions(open=True)["items"][0]
        do(who(login), "read_distribution", copy)
    copy = who("hakan").list_distributions()["items"][0]
    assert do(who("hakan"), "finish_distribution", copy)["status"] == "done"
    copy = who("mert").list_distributions(open=False)["items"][0]
    with pytest.raises(Conflict, match="distribution.for_information"):
        do(who("mert"), "finish_distribution", copy)

    board = who("elif").list_papers()["items"][0]
    assert board["copies"] == {"total": 4, "received": 4, "read": 3, "done": 1}

    hear(process, a_unit("FEN", sequence=2, name="Yol ve Altyapı Müdürlüğü"))
    paper = who("elif").get_paper(paper_id=a_programme["id"])
    assert paper["distributions"][0]["name"] == "Fen İşleri Müdürlüğü"


def test_until_its_signature_a_paper_follows_the_names_of_its_units(process, who, to, a_paper, a_unit, go_round):
    paper = a_paper(addressees=[to("FEN")], circle=["elif"])
    hear(process, a_unit("FEN", sequence=2, name="Yol ve Altyapı Müdürlüğü"))
    assert go_round(paper)["distributions"][0]["name"] == "Yol ve Altyapı Müdürlüğü"


def test_a_unit_sees_a_paper_once_it_was_sent_and_only_its_own_copy_to_acknowledge(who, do, to, a_signed_paper):
    paper = a_signed_paper(circle=["elif"], addressees=[to("FEN"), to("PARK")])
    with pytest.raises(NotFound):
        who("derya").get_paper(paper_id=paper["id"])
    assert who("derya").list_distributions()["items"] == []
    paper = do(who("ipek"), "distribute_paper", paper)
    assert who("derya").get_paper(paper_id=paper["id"])["subject"] == paper["subject"]
    assert len(who("derya").list_distributions()["items"]) == 1
    with pytest.raises(NotFound):
        do(who("derya"), "receive_distribution", paper["distributions"][1])
    with pytest.raises(Forbidden):
        do(who("elif"), "receive_distribution", paper["distributions"][1])


def test_that_one_paper_was_sent_shows_no_other(who, do, to, a_signed_paper):
    sent = do(who("ipek"), "distribute_paper", a_signed_paper(circle=["elif"], addressees=[to("FEN")]))
    a_signed_paper(circle=["elif"], addressees=[to("FEN")])
    assert [paper["id"] for paper in who("derya").list_papers()["items"]] == [sent["id"]]
    assert [copy["paper_id"] for copy in who("derya").list_distributions()["items"]] == [sent["id"]]


def test_an_addressee_outside_is_followed_by_the_office(who, do, a_signed_paper):
    outside = {"name": "Çankırı Valiliği", "purpose": "action"}
    paper = a_signed_paper(kind="outgoing", circle=["elif"], addressees=[outside])
    copy = do(who("ipek"), "distribute_paper", paper)["distributions"][0]
    assert do(who("ipek"), "receive_distribution", copy)["status"] == "received"


def test_a_copy_goes_its_way_step_by_step(who, do, a_programme):
    copy = a_programme["distributions"][0]
    with pytest.raises(Conflict, match="distribution.wrong_status"):
        do(who("hakan"), "read_distribution", copy)


def test_a_paper_with_addressees_is_filed_only_after_they_were_sent_it(who, do, to, a_signed_paper):
    paper = a_signed_paper(circle=["elif"], addressees=[to("FEN")])
    with pytest.raises(Conflict, match="paper.not_distributed"):
        do(who("ipek"), "file_paper", paper)
    paper = do(who("ipek"), "distribute_paper", paper)
    assert do(who("ipek"), "file_paper", paper)["status"] == "filed"


@pytest.mark.feature("A4.1")
def test_what_came_in_is_forwarded_and_closed(who, do, to, an_incoming_paper):
    paper = an_incoming_paper()
    with pytest.raises(NotFound):
        who("hakan").get_paper(paper_id=paper["id"])
    paper = do(who("ipek"), "forward_paper", paper, addressees=[to("FEN")])
    assert who("hakan").get_paper(paper_id=paper["id"])["sender"] == "Çankırı Valiliği"
    with pytest.raises(Conflict, match="paper.addressee_repeated"):
        do(who("ipek"), "forward_paper", paper, addressees=[to("FEN")])
    paper = do(who("ipek"), "forward_paper", paper, addressees=[to("MALI", "information")])
    assert [copy["status"] for copy in paper["distributions"]] == ["sent", "sent"]
    assert do(who("ipek"), "close_paper", paper)["status"] == "closed"


def test_the_copies_of_a_unit_are_listed_by_pages_the_latest_first(process, who, do, to, a_signed_paper):
    for minute in range(3):
        at(process, f"2026-12-02 10:0{minute}")
        do(who("ipek"), "distribute_paper", a_signed_paper(circle=["elif"], addressees=[to("FEN")]))
    first = who("derya").list_distributions(limit=2)
    second = who("derya").list_distributions(limit=2, cursor=first["next_cursor"])
    times = [copy["sent_at"] for copy in first["items"] + second["items"]]
    assert len(times) == 3 and times == sorted(times, reverse=True) and second["next_cursor"] is None
