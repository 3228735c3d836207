"""The RPC methods about the work for ceremonies."""

from makam_kernel.clock import day_of
from makam_kernel.remote import Desk, command, query
from makam_kernel.transaction import Stale
from makam_kernel.units import known_unit
from protocol_service.tasks import queries, schemas
from protocol_service.tasks.models import CeremonyTask
from protocol_service.tasks.shown import shown, shown_all


class TasksDesk(Desk):
    """What has to be done for ceremonies, by whom, and until when."""

    @command(schemas.AssignCeremonyTask, returns=schemas.CeremonyTaskView, allow="ceremony.manage")
    def assign_ceremony_task(self, tx, ceremony_task_id, version, unit_id):
        """Give an item to a unit."""
        task = self._take(tx, ceremony_task_id, version)
        if unit_id:
            known_unit(tx.session, unit_id, day_of(tx.at))
        return shown(tx, tx.change(task, task.assign(unit_id=unit_id)))

    @command(schemas.FinishCeremonyTask, returns=schemas.CeremonyTaskView, allow="ceremony_task.finish")
    def finish_ceremony_task(self, tx, ceremony_task_id, version, evidence):
        """Done; what it waits for has to be done before."""
        task = self._take(tx, ceremony_task_id, version, allowed=queries.within(tx.actor, tx.action))
        waits_for = queries.waited_for(tx.session, task)
        return shown(tx, tx.change(task, task.finish(evidence=evidence, waits_for=waits_for, at=tx.at)))

    @command(schemas.DropCeremonyTask, returns=schemas.CeremonyTaskView, allow="ceremony.manage")
    def drop_ceremony_task(self, tx, ceremony_task_id, version):
        """It need not be done."""
        task = self._take(tx, ceremony_task_id, version)
        return shown(tx, tx.change(task, task.drop()))

    @query(schemas.GetCeremonyTask, returns=schemas.CeremonyTaskView, allow="ceremony_task.read")
    def get_ceremony_task(self, reading, ceremony_task_id):
        """An item of work."""
        return shown(reading, reading.get(CeremonyTask, ceremony_task_id, queries.within(reading.actor)))

    @query(schemas.ListCeremonyTasks, returns=schemas.CeremonyTaskPage, allow="ceremony_task.read")
    def list_ceremony_tasks(self, reading, **filters):
        """A page of items of work."""
        page = queries.list_page(reading, **filters)
        return page | {"items": shown_all(reading, page["items"])}

    def _take(self, tx, ceremony_task_id, version, allowed=None):
        try:
            return tx.get(CeremonyTask, ceremony_task_id, queries.within(tx.actor), version=version, allowed=allowed)
        except Stale as stale:
            raise Stale(shown(tx, stale.thing)) from None
