"""Many book one calendar at the same moment: no two have the same time."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from agenda_service.service import SERVICE
from makam_kernel.errors import Conflict
from makam_kernel.testing import told

MANY = 20
DAY = "2026-12-03"
SPAN = {"starts_at": f"{DAY}T16:00:00+03:00", "ends_at": f"{DAY}T17:00:00+03:00"}


def race(tries):
    """Make all tries at once: the answers of those who won, and the refusals of the others."""

    def one(wanted):
        try:
            return wanted()
        except Conflict as refused:
            return refused

    with ThreadPoolExecutor(len(tries)) as pool:
        results = list(pool.map(one, tries))
    won = [result for result in results if not isinstance(result, Conflict)]
    return won, [result for result in results if isinstance(result, Conflict)]


@pytest.mark.scenario("agenda.S04", part="entries that are taken by hand")
@pytest.mark.promise("P22", part="20 at once take one time of a calendar")
@pytest.mark.feature("A1.9")
def test_twenty_want_the_last_slot_and_one_gets_it(process, an_entry, calendar):
    """Thursday 03.12.2026 11.00–11.30 is free. 20 at once take it, by different secretaries: one succeeds, 19 are told
    which entry is in the way, and it is told of once."""
    wanted = [
        lambda by=("ipek", "oguz")[n % 2], n=n: an_entry("11.00", "11.30", day=DAY, by=by, summary=f"Randevu {n}")
        for n in range(MANY)
    ]
    (winner,), refused = race(wanted)
    assert len(refused) == MANY - 1
    assert {one.code for one in refused} == {"entry.overlap"}
    assert {(one.details["entry"], one.details["summary"]) for one in refused} == {(winner["id"], winner["summary"])}
    assert [row.subject for row in told(process) if row.type == "entry.confirmed.v1"] == [f"entry/{winner['id']}"]


@pytest.mark.promise("P22", part="two instances, times that overlap in part")
def test_two_instances_give_one_time_away_once(process, a_process, who, calendar):
    """Each of the twenty overlaps every other in part; half of them are asked of a second instance of the service."""
    if process.database.is_sqlite:
        pytest.skip("a file has one process")
    second = a_process(SERVICE, process.database.uri.render_as_string(hide_password=False))
    clients = [who("ipek"), who("oguz")]
    clients[1].process = second
    facts = {"calendar_id": calendar["id"], "kind": "appointment", "summary": "Randevu"}
    times = [{"starts_at": f"{DAY}T11:{n:02}:00+03:00", "ends_at": f"{DAY}T11:{n + 30:02}:00+03:00"} for n in range(20)]
    won, _ = race([lambda n=n, time=time: clients[n % 2].plan_entry(**facts, **time) for n, time in enumerate(times)])
    assert len(won) == 1


def test_moving_and_booking_into_one_gap_at_once(process, an_entry, who, do):
    """Five move an entry into a free hour while five book it: one of all has it."""
    made = [an_entry(f"{9 + n:02}.00", f"{9 + n:02}.20", day=DAY) for n in range(5)]
    moves = [lambda entry=entry: do(who("ipek"), "move_entry", entry, **SPAN) for entry in made]
    won, refused = race([*moves, *[lambda: an_entry("16.00", "17.00", day=DAY, by="oguz")] * 5])
    assert (len(won), {one.code for one in refused}) == (1, {"entry.overlap"})


def test_a_tentative_time_is_confirmed_once(process, an_entry, who, do):
    held = an_entry("11.00", "11.30", day=DAY, status="tentative")
    won, refused = race([lambda: do(who("ipek"), "confirm_entry", held)] * MANY)
    assert (len(won), {one.code for one in refused}) == (1, {"version.stale"})
    assert sum(row.type == "entry.confirmed.v1" for row in told(process)) == 1
