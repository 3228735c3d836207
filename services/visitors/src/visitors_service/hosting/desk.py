"""The RPC methods about hosting plans."""

from makam_kernel.clock import day_of
from makam_kernel.remote import Desk, command, query
from makam_kernel.units import known_unit
from visitors_service.hosting import queries, schemas
from visitors_service.hosting.kinds import TASKS
from visitors_service.hosting.models import HostingTask
from visitors_service.visits.models import Visit
from visitors_service.visits.queries import within as visits_within

WORDS = ("id", "status", "purpose", "needed_on", "persons", "price")


class HostingDesk(Desk):
    """What the office and protocol prepare for guests."""

    @command(schemas.PlanHosting, returns=schemas.HostingPlanView, allow="hosting_task.plan")
    def plan_hosting(self, tx, visit_id, template):
        """Give a visit the tasks of a template."""
        visit = tx.get(Visit, visit_id, visits_within(tx.actor))
        queries.check_unplanned(tx.session, visit_id)
        plan = [
            tx.add(*HostingTask.plan(visit=visit, kind=kind, minutes_before=minutes, at=tx.at))
            for kind, minutes in TASKS[template].items()
        ]
        return {"items": sorted(plan, key=lambda task: (task.due_at, str(task.id)))}

    @command(schemas.AddHostingTask, returns=schemas.HostingTaskView, allow="hosting_task.plan")
    def add_hosting_task(self, tx, visit_id, **facts):
        """Add a task to a visit."""
        visit = tx.get(Visit, visit_id, visits_within(tx.actor))
        self._check_unit(tx, facts)
        return tx.add(*HostingTask.plan(visit=visit, at=tx.at, **facts))

    @command(schemas.AssignHostingTask, returns=schemas.HostingTaskView, allow="hosting_task.plan")
    def assign_hosting_task(self, tx, hosting_task_id, version, **facts):
        """Say who has it to do."""
        task = self._take(tx, hosting_task_id, version)
        self._check_unit(tx, facts)
        return tx.change(task, task.assign(**facts))

    @command(schemas.PriceHostingTask, returns=schemas.HostingTaskView, allow="hosting_task.plan")
    def price_hosting_task(self, tx, hosting_task_id, version, price, persons):
        """Say what it costs; protocol opens an expense."""
        task = self._take(tx, hosting_task_id, version)
        return tx.change(task, task.cost(price=price, persons=persons))

    @command(schemas.FinishHostingTask, returns=schemas.HostingTaskView, allow="hosting_task.finish")
    def finish_hosting_task(self, tx, hosting_task_id, version):
        """Say that it is done."""
        task = self._take(tx, hosting_task_id, version)
        return tx.change(task, task.finish(at=tx.at))

    @command(schemas.DropHostingTask, returns=schemas.HostingTaskView, allow="hosting_task.plan")
    def drop_hosting_task(self, tx, hosting_task_id, version, reason):
        """Say that it will not be done."""
        task = self._take(tx, hosting_task_id, version)
        return tx.change(task, task.drop(reason=reason))

    @query(schemas.GetHostingTask, returns=schemas.HostingTaskView, allow="hosting_task.read")
    def get_hosting_task(self, reading, hosting_task_id):
        """A hosting task."""
        return reading.get(HostingTask, hosting_task_id, queries.within(reading.actor))

    @query(schemas.ListHostingTasks, returns=schemas.HostingTaskPage, allow="hosting_task.read")
    def list_hosting_tasks(self, reading, **filters):
        """A page of hosting tasks."""
        return queries.list_page(reading, **filters)

    @query(schemas.GetHostingWords, returns=schemas.HostingWordsView, allow="hosting_task.hand_over")
    def get_hosting_words(self, reading, hosting_task_id):
        """What money is wanted for."""
        task = reading.get(HostingTask, hosting_task_id)
        return {name: getattr(task, name) for name in WORDS}

    def _take(self, tx, hosting_task_id, version):
        allowed = queries.within(tx.actor, tx.action)
        return tx.get(HostingTask, hosting_task_id, queries.within(tx.actor), version=version, allowed=allowed)

    def _check_unit(self, tx, facts):
        if facts["owner_unit_id"]:
            known_unit(tx.session, facts["owner_unit_id"], day_of(tx.at))
