"""Loads the demonstration. What an interrupted start has loaded already stays, and is gone on with."""

from datetime import UTC, date, datetime, time

from makam_tools.demonstration import days, stories
from makam_tools.demonstration.absences import Absences
from makam_tools.demonstration.agenda import Agenda, calendars
from makam_tools.demonstration.appointments import Appointments
from makam_tools.demonstration.ceremonies import Ceremonies, Invitations
from makam_tools.demonstration.expenses import Expenses
from makam_tools.demonstration.guests import Guests
from makam_tools.demonstration.instructions import Instructions
from makam_tools.demonstration.office import Office
from makam_tools.demonstration.papers import Papers
from makam_tools.demonstration.public_day import DESK, PublicDay
from makam_tools.demonstration.telling import Telling
from makam_tools.demonstration.texts import data
from makam_tools.demonstration.timeline import play
from makam_tools.demonstration.town import Town


def load(base_url, admin, say):
    """Load what is missing of the demonstration; gives who may sign in then."""
    with Office(base_url) as office:
        office.know(admin["login"], admin["password"])
        town = Town(office, admin["login"])
        say("  Birimler, kişiler, konular, yönlendirme kuralları…")
        town.settle()
        _tell(office, town, say)
        # Not after an interruption: with the real time, what was being told would be overdue before it can go on.
        _set_clock(office, town, datetime.now(UTC))
    return town.sign_ins()


def _tell(office, town, say):
    def set_clock(instant):
        _set_clock(office, town, instant)

    script = data("public_day")
    weeks = days.Weeks(_day_of_public_day(office, script))
    public_day = PublicDay(office, town, script, weeks.public_day, set_clock)
    telling, guests = Telling(office, town, weeks), Guests(office, town, weeks)

    def hold_public_day():
        public_day.hold()
        telling.adopt(public_day.wishes(end="request"))

    announcement, morning = weeks.instant(0), days.at(weeks.public_day, time(8))
    all_stories = [*stories.all_requests(), *stories.of_wishes(script["people"])]
    acts = [(announcement, public_day.announce), (morning, hold_public_day)]
    absences = Absences(office, town, weeks)
    acts += [*telling.acts(all_stories), *guests.acts(), *absences.acts(), *_acts_of_office(office, town, weeks)]
    say("  Geçmiş haftalar gün gün: talepler, ziyaretler, program, törenler, evrak, giderler, halk günü…")
    play(acts, set_clock, say)
    say("  Gün sonu kapanışları bekleniyor…")
    guests.wait_for_closing()
    absences.wait_for_end()


def _acts_of_office(office, town, weeks):
    """What is left to be done of the office's own work, each with its instant."""
    calendar_ids = calendars(office, town)
    expenses = Expenses(office, town, weeks)
    expenses.open_lines()
    appointments = Appointments(office, town, calendar_ids, weeks)
    agenda, invitations = Agenda(office, calendar_ids, weeks), Invitations(office, town, weeks)
    papers, instructions = Papers(office, town, weeks), Instructions(office, town, weeks)
    told = [agenda, appointments, Ceremonies(office, weeks), invitations, papers, instructions, expenses]
    for part in told:
        yield from part.acts()


def _day_of_public_day(office, script):
    """The day around which an earlier start told everything, known by its hours and capacity; or the one for today."""
    own = {name: script[name] for name in ("starts", "ends", "capacity")}.items()
    held = [day["day"] for day in office.every(DESK, "/public-days") if own <= day.items()]
    return date.fromisoformat(min(held)) if held else days.usual_public_day(days.today())


def _set_clock(office, town, instant):
    office.put(town.admin, "/clock", {"at": instant.isoformat()})
