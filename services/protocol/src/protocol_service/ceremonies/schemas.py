"""What is asked and told about ceremonies."""

from makam_kernel.schema import Boolean, Code, Command, Day, Id, Instant, Integer, ListOf, Nested, Page, Text, View
from protocol_service.ceremonies.order import MOST_LINES
from protocol_service.ceremonies.workflow import Status
from protocol_service.tasks.schemas import CeremonyTaskView
from protocol_service.templates.models import Kind
from protocol_service.templates.schemas import RunSheetFacts, RunSheetItem

TITLE = {"example": "Akçınar Kültür Merkezi Temel Atma"}
PLACE = {"example": "Çınaraltı Mahallesi, kültür merkezi şantiyesi"}
STARTS = {"example": "2027-01-20T08:00:00Z"}
ENDS = {"example": "2027-01-20T09:30:00Z"}
NAME = {"example": "Elif KARACA"}
OFFICE = {"example": "Belediye Başkanı"}
REASON = {"example": "Hava muhalefeti"}
REPORT = {"example": "Program akışına uygun tamamlandı."}


class CeremonyFacts(Command):
    """What a ceremony is called, where it is held, and by whom: without ``holder_id`` it stands in the mayor's
    calendar."""

    title = Text(required=True, most=200, metadata=TITLE)
    place = Text(required=True, most=300, metadata=PLACE)
    holder_id = Id(load_default=None, allow_none=True)
    travel_minutes = Integer(load_default=0, most=1440)
    preparation_minutes = Integer(load_default=0, most=1440)


class DraftCeremony(CeremonyFacts):
    """Drafts a ceremony from a template."""

    template_id = Id(required=True)
    starts_at = Instant(required=True, metadata=STARTS)
    ends_at = Instant(load_default=None, allow_none=True, metadata=ENDS)


class OfCeremony(Command):
    """Names a ceremony and the version that the caller saw."""

    ceremony_id = Id(required=True)
    version = Integer(required=True, least=1)


class ChangeCeremony(CeremonyFacts, OfCeremony):
    """The ceremony is called otherwise, held elsewhere or by somebody else."""


class SpeakerFacts(Command):
    """Somebody who speaks: rank 1 is the highest of those who do, and speaks last."""

    name = Text(required=True, most=200, metadata=NAME)
    office = Text(required=True, most=200, metadata=OFFICE)
    rank = Integer(required=True, least=1, most=1000)
    minutes = Integer(required=True, least=1, most=240)


class ArrangeCeremony(OfCeremony):
    """Sets the run sheet, and who speaks."""

    lines = ListOf(Nested(RunSheetFacts), required=True, least=1, most=MOST_LINES)
    speakers = ListOf(Nested(SpeakerFacts), required=True, most=20)


class PlanCeremony(OfCeremony):
    """The ceremony is going to take place."""


class RescheduleCeremony(OfCeremony):
    """The ceremony takes place at another time; it lasts as long as before, where nothing else is said."""

    starts_at = Instant(required=True, metadata=STARTS)
    ends_at = Instant(load_default=None, allow_none=True, metadata=ENDS)


class AnnounceCeremony(OfCeremony):
    """The public knows of the ceremony."""


class ReadyCeremony(OfCeremony):
    """Everything is done that had to be done before."""


class HoldCeremony(OfCeremony):
    """The ceremony took place."""


class ReportCeremony(OfCeremony):
    """Writes down how the ceremony went."""

    report = Text(required=True, metadata=REPORT)


class PostponeCeremony(OfCeremony):
    """The ceremony does not take place at its time; another is not known yet."""

    reason = Text(required=True, most=2000, metadata=REASON)


class CancelCeremony(OfCeremony):
    """The ceremony does not take place."""

    reason = Text(required=True, most=2000, metadata=REASON)


class GetCeremony(Command):
    """Asks for a ceremony with all that has to be done for it."""

    ceremony_id = Id(required=True)


class ListCeremonies(Page):
    """Asks for ceremonies by their beginning, from a day until a day."""

    from_on = Day(load_default=None, allow_none=True)
    until_on = Day(load_default=None, allow_none=True)
    kind = Code(Kind, load_default=None, allow_none=True)
    status = Code(Status, load_default=None, allow_none=True)


class GetRunSheet(Command):
    """Asks for the run sheet of a ceremony."""

    ceremony_id = Id(required=True)


class CeremonyLine(View):
    """A ceremony, in a list."""

    id = Id(required=True)
    version = Integer(required=True)
    kind = Code(Kind, required=True)
    title = Text(required=True, metadata=TITLE)
    place = Text(required=True, metadata=PLACE)
    starts_at = Instant(required=True, metadata=STARTS)
    ends_at = Instant(required=True, metadata=ENDS)
    holder_id = Id(required=True, allow_none=True)
    status = Code(Status, required=True)


class SpeakerView(View):
    """Somebody who speaks."""

    name = Text(required=True, metadata=NAME)
    office = Text(required=True, metadata=OFFICE)
    rank = Integer(required=True)
    minutes = Integer(required=True)


class CeremonyView(CeremonyLine):
    """A ceremony with all that has to be done for it."""

    template_id = Id(required=True)
    travel_minutes = Integer(required=True)
    preparation_minutes = Integer(required=True)
    run_sheet = ListOf(Nested(RunSheetItem), required=True)
    speakers = ListOf(Nested(SpeakerView), required=True)
    tasks = ListOf(Nested(CeremonyTaskView), required=True)
    reason = Text(required=True, allow_none=True, metadata=REASON)
    report = Text(required=True, allow_none=True, metadata=REPORT)


class CeremonyPage(View):
    """A page of ceremonies."""

    items = ListOf(Nested(CeremonyLine), required=True)
    next_cursor = Text(allow_none=True)


class RunSheetLine(View):
    """A line of a run sheet, with its hours and, of a speech, who gives it."""

    at = Instant(required=True, metadata=STARTS)
    until_at = Instant(required=True, metadata=ENDS)
    what = Text(required=True, metadata={"example": "Konuşma"})
    name = Text(required=True, allow_none=True, metadata=NAME)
    office = Text(required=True, allow_none=True, metadata=OFFICE)


class RunSheetView(View):
    """The run sheet of a ceremony, minute by minute, of one page at most; not final before the ceremony is planned."""

    id = Id(required=True)
    title = Text(required=True, metadata=TITLE)
    place = Text(required=True, metadata=PLACE)
    starts_at = Instant(required=True, metadata=STARTS)
    ends_at = Instant(required=True, metadata=ENDS)
    is_fixed = Boolean(required=True)
    lines = ListOf(Nested(RunSheetLine), required=True)
