"""The numbers of signatures and of what comes in: unique, without gaps, by register and year."""

import threading
import time
from collections import defaultdict
from datetime import datetime

import pytest

from makam_kernel import outbox
from makam_kernel.clock import ISTANBUL
from makam_kernel.errors import Unavailable
from makam_kernel.testing import at

LETTERS = 50
MIDNIGHT = datetime(2027, 1, 1, tzinfo=ISTANBUL)


@pytest.mark.scenario("documents.S32")
@pytest.mark.promise("P22")
def test_letters_signed_over_the_turn_of_the_year_are_numbered_without_gaps(process, who, do, a_paper, go_round):
    """50 letters are signed at once between 31.12.2026 23.59.59 and 01.01.2027 00.00.05: the numbers
    ``E-12345678-880-N`` are unique and without gaps in each year's register, N begins again in 2027, the date of each
    signature and the year of its register agree, and the third part is the file code."""
    facts = {"by": "nermin", "unit": "OZELKALEM", "circle": ["elif"], "kind": "outgoing"}
    papers = [go_round(a_paper(subject=f"Yazı {n}", **facts), by="nermin", left=1) for n in range(LETTERS)]
    elif_ = who("elif")
    at(process, "2026-12-31 23:59:59")
    signed, start = [], threading.Barrier(LETTERS + 1)

    def sign(paper):
        start.wait()
        for _ in range(20):  # a database that is busy for a moment says so, and the same call comes again
            try:
                return signed.append(do(elif_, "sign_paper", paper))
            except Unavailable:
                time.sleep(0.05)

    threads = [threading.Thread(target=sign, args=(paper,)) for paper in papers]
    for thread in threads:
        thread.start()
    start.wait()
    _until(lambda: len(signed) >= LETTERS // 3)
    at(process, "2027-01-01 00:00:00")
    for thread in threads:
        thread.join(60)

    books = defaultdict(list)
    for paper in signed:
        year = datetime.fromisoformat(paper["final_at"]).astimezone(ISTANBUL).year
        assert paper["register_year"] == year
        *head, place = paper["number"].split("-")
        assert head == ["E", "12345678", paper["file_code"]] and paper["file_code"] == "880"
        books[year].append(int(place))
    assert sum(map(len, books.values())) == LETTERS and set(books) == {2026, 2027}
    for places in books.values():
        assert sorted(places) == list(range(1, len(places) + 1))


def _until(is_so, seconds=30):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.001)


@pytest.mark.scenario("documents.S32", part="a rolled-back signature leaves no gap")
def test_a_signature_that_fails_gives_its_number_back(who, do, monkeypatch, a_signed_paper, a_paper, go_round):
    """The signature fails after it took its number; the next one has that number."""
    assert a_signed_paper(circle=["elif"])["number"].endswith("-880-1")
    paper = go_round(a_paper(circle=["elif"]), left=1)
    with monkeypatch.context() as broken:
        broken.setattr(outbox, "put", _fails)
        with pytest.raises(Exception):  # noqa: B017  (a bare failure, as it leaves the service)
            do(who("elif"), "sign_paper", paper)
    assert who("elif").get_paper(paper_id=paper["id"])["status"] == "submitted"
    assert do(who("elif"), "sign_paper", paper)["number"].endswith("-880-2")


def _fails(*_facts):
    raise RuntimeError("the transaction ends here")


def test_every_units_register_counts_for_itself_over_all_file_codes(a_signed_paper):
    numbers = [
        a_signed_paper(circle=["elif"])["number"],
        a_signed_paper(circle=["elif"], file_code="051")["number"],
        a_signed_paper(by="derya", unit="FEN", circle=["elif"])["number"],
    ]
    assert numbers == ["E-12345610-880-1", "E-12345610-051-2", "E-12345611-880-1"]


def test_what_comes_in_has_a_book_of_its_own(process, an_incoming_paper, a_signed_paper):
    a_signed_paper(circle=["elif"])
    assert [an_incoming_paper()["number"] for _ in range(2)] == ["G-2026-1", "G-2026-2"]
    at(process, "2027-01-01 00:00:01")
    paper = an_incoming_paper()
    assert (paper["number"], paper["origin_number"]) == ("G-2027-1", "E-87654321-051-1234")
