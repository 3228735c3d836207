"""The RPC methods about public days."""

from sqlalchemy import true
from sqlalchemy.exc import IntegrityError

from makam_kernel.errors import Conflict
from makam_kernel.remote import Desk, command, query
from visitors_service.notices import tell_office
from visitors_service.places.queries import remaining
from visitors_service.promises.queries import within as promises_within
from visitors_service.public_days import queries, schemas
from visitors_service.public_days.models import PublicDay
from visitors_service.public_days.report import report_on
from visitors_service.wishes.queries import within as wishes_within


class PublicDaysDesk(Desk):
    """What the private office does with a public day."""

    @command(schemas.AnnouncePublicDay, returns=schemas.PublicDayView, allow="public_day.manage")
    def announce_public_day(self, tx, **facts):
        """Announce a public day; a date has one at most."""
        day, announced = PublicDay.announce(**facts)
        try:
            with tx.session.begin_nested():
                return tx.add(day, announced)
        except IntegrityError:
            raise Conflict("public_day.exists", day=day.day.isoformat()) from None

    @command(schemas.OpenPublicDay, returns=schemas.PublicDayView, allow="public_day.manage")
    def open_public_day(self, tx, public_day_id, version):
        """Begin registration."""
        day = tx.get(PublicDay, public_day_id, version=version)
        return tx.change(day, day.open())

    @command(schemas.StartPublicDay, returns=schemas.PublicDayView, allow="public_day.manage")
    def start_public_day(self, tx, public_day_id, version):
        """The mayor begins to receive."""
        day = tx.get(PublicDay, public_day_id, version=version)
        return tx.change(day, day.start(at=tx.at))

    @command(schemas.PausePublicDay, returns=schemas.PublicDayView, allow="public_day.manage")
    def pause_public_day(self, tx, public_day_id, version, resumes_at):
        """Nobody is called for a while."""
        day = tx.get(PublicDay, public_day_id, version=version)
        return tx.change(day, day.pause(resumes_at=resumes_at, at=tx.at))

    @command(schemas.ResumePublicDay, returns=schemas.PublicDayView, allow="public_day.manage")
    def resume_public_day(self, tx, public_day_id, version):
        """The mayor receives again."""
        day = tx.get(PublicDay, public_day_id, version=version)
        return tx.change(day, day.resume())

    @command(schemas.ClosePublicDay, returns=schemas.PublicDayView, allow="public_day.manage")
    def close_public_day(self, tx, public_day_id, version):
        """End the day, unless a record is unfinished; whoever still waits has left."""
        day = tx.get(PublicDay, public_day_id, version=version)
        tx.change(day, day.close(unfinished=queries.unfinished_records(tx.session, day.id), at=tx.at))
        for place in remaining(tx.session, day.id):
            tx.change(place, place.leave(at=tx.at))
        return day

    @command(schemas.ReportPublicDay, returns=schemas.PublicDayView, allow="public_day.manage")
    def report_public_day(self, tx, public_day_id, version):
        """Give the mayor the day's report."""
        day = tx.get(PublicDay, public_day_id, version=version)
        tx.change(day, day.report(at=tx.at))
        report = report_on(tx.session, day, wishes_seen=true(), promises_seen=true())  # the mayor sees all
        facts = {
            "date": f"{day.day:%d.%m.%Y}",
            "wait": report["average_wait_minutes"] or 0,
            "promised": len(report["promises"]),
            "earlier": len(report["earlier_promises"]),
        }
        tell_office(tx, day.subject, "public_day_reported", "role/mayor", **report, **facts)
        return day

    @query(schemas.GetPublicDay, returns=schemas.PublicDayView, allow="public_day.read")
    def get_public_day(self, reading, public_day_id):
        """A public day."""
        return reading.get(PublicDay, public_day_id)

    @query(schemas.ListPublicDays, returns=schemas.PublicDayPage, allow="public_day.read")
    def list_public_days(self, reading, **filters):
        """A page of public days."""
        return queries.list_page(reading, **filters)

    @query(schemas.GetPublicDayReport, returns=schemas.PublicDayReportView, allow="public_day.read_report")
    def get_public_day_report(self, reading, public_day_id):
        """The report of a public day, as of now."""
        day, seen = reading.get(PublicDay, public_day_id), {"wishes_seen": wishes_within(reading.actor)}
        return report_on(reading.session, day, promises_seen=promises_within(reading.actor), **seen)
