"""What is asked and told about the work for ceremonies."""

from makam_kernel.schema import Boolean, Code, Command, Day, Id, Instant, Integer, ListOf, Nested, Page, Text, View
from protocol_service.tasks.workflow import Status
from protocol_service.templates.schemas import CODE, EVIDENCE, OFFSET, TASK

TITLE = {"example": "Akçınar Kültür Merkezi Temel Atma"}
SHOWN = {"example": "12.01.2027 tarihli ve 214 sayılı yazı"}


class OfCeremonyTask(Command):
    """Names an item of work and the version that the caller saw."""

    ceremony_task_id = Id(required=True)
    version = Integer(required=True, least=1)


class AssignCeremonyTask(OfCeremonyTask):
    """Gives an item to a unit; without one it is with the protocol office."""

    unit_id = Id(required=True, allow_none=True)


class FinishCeremonyTask(OfCeremonyTask):
    """The item is done; ``evidence`` says what shows it."""

    evidence = Text(load_default=None, allow_none=True, most=500, metadata=SHOWN)


class DropCeremonyTask(OfCeremonyTask):
    """The item need not be done."""


class GetCeremonyTask(Command):
    """Asks for an item of work."""

    ceremony_task_id = Id(required=True)


class ListCeremonyTasks(Page):
    """Asks for items of work, by the day on which they are due."""

    ceremony_id = Id(load_default=None, allow_none=True)
    unit_id = Id(load_default=None, allow_none=True)
    status = Code(Status, load_default=None, allow_none=True)
    open = Boolean(load_default=None, allow_none=True)


class CeremonyName(View):
    """The ceremony that something is done for."""

    id = Id(required=True)
    title = Text(required=True, metadata=TITLE)
    starts_at = Instant(required=True)


class CeremonyTaskView(View):
    """An item of work. It is ``red`` when the ceremony is two working days ahead, or nearer, and it should have been
    done by then."""

    id = Id(required=True)
    version = Integer(required=True)
    ceremony = Nested(CeremonyName, required=True)
    code = Text(required=True, metadata=CODE)
    name = Text(required=True, metadata=TASK)
    offset = Integer(required=True, least=-120, metadata=OFFSET)
    due_on = Day(required=True)
    unit_id = Id(required=True, allow_none=True)
    after = ListOf(Text(metadata=CODE), required=True, metadata={"example": []})
    evidence_asked = Text(required=True, allow_none=True, metadata=EVIDENCE)
    evidence = Text(required=True, allow_none=True, metadata=SHOWN)
    status = Code(Status, required=True)
    red = Boolean(required=True)
    done_at = Instant(required=True, allow_none=True)


class CeremonyTaskPage(View):
    """A page of items of work."""

    items = ListOf(Nested(CeremonyTaskView), required=True)
    next_cursor = Text(allow_none=True)
