"""The RPC methods about ceremonies."""

from makam_kernel.remote import Desk, command, query
from makam_kernel.transaction import Stale
from makam_kernel.units import all_units
from protocol_service.ceremonies import queries, schemas
from protocol_service.ceremonies.models import Ceremony
from protocol_service.people.queries import known_person
from protocol_service.tasks.models import CeremonyTask
from protocol_service.tasks.queries import of_ceremony, undone_before, unsettled_of
from protocol_service.tasks.shown import shown_all
from protocol_service.templates.models import CeremonyTemplate


class CeremoniesDesk(Desk):
    """What the office does with ceremonies; the work for them follows."""

    @command(schemas.DraftCeremony, returns=schemas.CeremonyView, allow="ceremony.manage")
    def draft_ceremony(self, tx, template_id, holder_id, **facts):
        """Draft a ceremony, and open all work that the template asks for."""
        if holder_id:
            known_person(tx.session, holder_id)
        template = tx.get(CeremonyTemplate, template_id)
        ceremony = tx.add(*Ceremony.draft(template=template, holder_id=holder_id, **facts))
        units = {unit.code: unit.id for unit in all_units(tx.session) if unit.is_valid(ceremony.day)}
        for position, item in enumerate(template.tasks, start=1):
            whose = {"unit_id": units.get(item["unit"]), "calendar": self.process.calendar, "at": tx.at}
            task = tx.add(*CeremonyTask.open(ceremony=ceremony, item=item, position=position, **whose))
            tx.later("mark_task_late", task.subject, task.due_at)
        return self._shown(tx, ceremony)

    @command(schemas.ChangeCeremony, returns=schemas.CeremonyView, allow="ceremony.manage")
    def change_ceremony(self, tx, ceremony_id, version, holder_id, **facts):
        """Call it otherwise, hold it elsewhere."""
        ceremony = self._take(tx, ceremony_id, version)
        if holder_id:
            known_person(tx.session, holder_id)
        return self._shown(tx, tx.change(ceremony, ceremony.change(holder_id=holder_id, **facts)))

    @command(schemas.ArrangeCeremony, returns=schemas.CeremonyView, allow="ceremony.manage")
    def arrange_ceremony(self, tx, ceremony_id, version, lines, speakers):
        """Set the run sheet, and who speaks."""
        ceremony = self._take(tx, ceremony_id, version)
        return self._shown(tx, tx.change(ceremony, ceremony.arrange(lines=lines, speakers=speakers)))

    @command(schemas.PlanCeremony, returns=schemas.CeremonyView, allow="ceremony.decide")
    def plan_ceremony(self, tx, ceremony_id, version):
        """It is going to take place; what was held back is taken up again."""
        ceremony = self._take(tx, ceremony_id, version)
        tx.change(ceremony, ceremony.plan(at=tx.at))
        return self._moved(tx, ceremony)

    @command(schemas.RescheduleCeremony, returns=schemas.CeremonyView, allow="ceremony.decide")
    def reschedule_ceremony(self, tx, ceremony_id, version, starts_at, ends_at):
        """Another time; the work moves with it."""
        ceremony = self._take(tx, ceremony_id, version)
        tx.change(ceremony, ceremony.reschedule(starts_at=starts_at, ends_at=ends_at, at=tx.at))
        return self._moved(tx, ceremony)

    @command(schemas.AnnounceCeremony, returns=schemas.CeremonyView, allow="ceremony.manage")
    def announce_ceremony(self, tx, ceremony_id, version):
        """The public knows of it."""
        ceremony = self._take(tx, ceremony_id, version)
        return self._shown(tx, tx.change(ceremony, ceremony.announce()))

    @command(schemas.ReadyCeremony, returns=schemas.CeremonyView, allow="ceremony.manage")
    def ready_ceremony(self, tx, ceremony_id, version):
        """Everything is done that had to be done before."""
        ceremony = self._take(tx, ceremony_id, version)
        undone = undone_before(tx.session, ceremony.id)
        return self._shown(tx, tx.change(ceremony, ceremony.get_ready(undone=undone)))

    @command(schemas.HoldCeremony, returns=schemas.CeremonyView, allow="ceremony.manage")
    def hold_ceremony(self, tx, ceremony_id, version):
        """It took place."""
        ceremony = self._take(tx, ceremony_id, version)
        return self._shown(tx, tx.change(ceremony, ceremony.hold(at=tx.at)))

    @command(schemas.ReportCeremony, returns=schemas.CeremonyView, allow="ceremony.manage")
    def report_ceremony(self, tx, ceremony_id, version, report):
        """How it went."""
        ceremony = self._take(tx, ceremony_id, version)
        return self._shown(tx, tx.change(ceremony, ceremony.write_report(report=report)))

    @command(schemas.PostponeCeremony, returns=schemas.CeremonyView, allow="ceremony.decide")
    def postpone_ceremony(self, tx, ceremony_id, version, reason):
        """Not at its time; the work rests."""
        ceremony = self._take(tx, ceremony_id, version)
        tx.change(ceremony, ceremony.postpone(reason=reason))
        for task in unsettled_of(tx.session, ceremony.id):
            tx.change(task, task.hold_back())
        return self._shown(tx, ceremony)

    @command(schemas.CancelCeremony, returns=schemas.CeremonyView, allow="ceremony.decide")
    def cancel_ceremony(self, tx, ceremony_id, version, reason):
        """It does not take place; the work need not be done."""
        ceremony = self._take(tx, ceremony_id, version)
        tx.change(ceremony, ceremony.cancel(reason=reason))
        for task in unsettled_of(tx.session, ceremony.id):
            tx.change(task, task.drop())
        return self._shown(tx, ceremony)

    @query(schemas.GetCeremony, returns=schemas.CeremonyView, allow="ceremony.read")
    def get_ceremony(self, reading, ceremony_id):
        """A ceremony."""
        return self._shown(reading, reading.get(Ceremony, ceremony_id))

    @query(schemas.ListCeremonies, returns=schemas.CeremonyPage, allow="ceremony.read")
    def list_ceremonies(self, reading, **filters):
        """A page of ceremonies."""
        return queries.list_page(reading, **filters)

    @query(schemas.GetRunSheet, returns=schemas.RunSheetView, allow="ceremony.read")
    def get_run_sheet(self, reading, ceremony_id):
        """The run sheet, minute by minute."""
        return reading.get(Ceremony, ceremony_id)

    def _take(self, tx, ceremony_id, version):
        try:
            return tx.get(Ceremony, ceremony_id, version=version)
        except Stale as stale:
            raise Stale(self._shown(tx, stale.thing)) from None

    def _moved(self, tx, ceremony):
        """The work is due with the ceremony."""
        for task in unsettled_of(tx.session, ceremony.id):
            if task.is_out_of_date(calendar=self.process.calendar):
                tx.change(task, *task.follow(calendar=self.process.calendar, at=tx.at))
                tx.later("mark_task_late", task.subject, task.due_at)
        return self._shown(tx, ceremony)

    def _shown(self, look, ceremony):
        return Shown(ceremony, shown_all(look, of_ceremony(look.session, ceremony.id)))


class Shown:
    """A ceremony and the work for it, as it is on the day of the look."""

    def __init__(self, ceremony, tasks):
        self._ceremony, self.tasks = ceremony, tasks

    def __getattr__(self, name):
        return getattr(self._ceremony, name)
