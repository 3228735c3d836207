"""Agenda S05: two pending requests for one slot."""

import pytest

from makam_kernel.errors import Conflict
from makam_kernel.testing_texts import texts_of

SLOT = "2026-12-04T12:00:00Z"

pytestmark = [pytest.mark.scenario("agenda.S05"), pytest.mark.feature("A1.19")]


@pytest.fixture
def both(process, an_appointment):
    """Pending requests of "Muhtarlar Derneği" and "Esnaf Odası", which both ask for 04.12.2026 15.00."""
    wanted = {"preferred_at": "2026-12-04T15:00:00+03:00"}
    return [an_appointment(name, **wanted) for name in ("Muhtarlar Derneği", "Esnaf Odası")]


def opened(who, appointment):
    return who("nermin").get_appointment(appointment_id=appointment["id"])


def test_whoever_opens_one_sees_that_another_waits(process, who, both):
    """When Nermin IŞIK opens either, the screen says "Bu saat için 1 bekleyen talep daha var"."""
    sentence = texts_of(process.service)["tr"]["appointment.rivals"]["detail"]
    for appointment in both:
        seen = opened(who, appointment)
        assert sentence.format(rivals=seen["rivals"]) == "Bu saat için 1 bekleyen talep daha var"


def test_the_other_is_weighed_again_with_three_free_times(who, do, both, messages):
    """When she approves the first, the second is weighed again, with three free alternatives proposed."""
    first = do(who("nermin"), "schedule_appointment", both[0])
    assert (first["status"], first["starts_at"]) == ("scheduled", SLOT)
    second = opened(who, both[1])
    assert (second["status"], second["because"], second["rivals"]) == ("weighed", "time_taken", 0)
    free = [one["starts_at"] for one in second["alternatives"]]
    assert len(set(free)) == 3 and SLOT not in free
    told = [text for to, text in messages() if to == "role/secretary"]
    assert len(told) == 1 and told[0].startswith("Esnaf Odası için istenen 04.12.2026 15.00 doldu")
    assert "Boş saatler: 04.12.2026 09.00, 04.12.2026 09.15, 04.12.2026 09.30" in told[0]


def test_it_is_refused_at_the_taken_time_and_given_at_a_free_one(who, do, both):
    """Approving the second at 15.00 is refused; each of the three alternatives is given."""
    do(who("nermin"), "schedule_appointment", both[0])
    second = opened(who, both[1])
    with pytest.raises(Conflict, match="entry.overlap"):
        do(who("nermin"), "schedule_appointment", second)
    given = do(who("nermin"), "schedule_appointment", second, **second["alternatives"][2])
    assert given["starts_at"] == second["alternatives"][2]["starts_at"]


def test_whoever_approves_from_an_old_page_is_told_that_the_time_is_taken(who, do, both):
    do(who("nermin"), "schedule_appointment", both[0])
    with pytest.raises(Conflict, match="entry.overlap"):
        do(who("oguz"), "schedule_appointment", both[1])


def test_a_request_for_another_time_or_of_another_is_left_alone(who, do, both, an_appointment, a_calendar):
    hers = a_calendar("gulsen", kind="deputy")
    later = an_appointment("Sonra", preferred_at="2026-12-04T15:30:00+03:00")
    of_deputy = an_appointment("Başka", preferred_at="2026-12-04T15:00:00+03:00", calendar_id=hers["id"])
    do(who("nermin"), "schedule_appointment", both[0])
    assert [opened(who, one)["status"] for one in (later, of_deputy)] == ["received"] * 2
