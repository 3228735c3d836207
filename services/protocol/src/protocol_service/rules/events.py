"""What is told about the rules of courtesies."""

from makam_kernel.events import Event
from makam_kernel.schema import Boolean, Code, Integer, Text
from protocol_service.rules.kinds import Kind


class CourtesyRuleSet(Event):
    """What holds for a kind of courtesy on a day."""

    type = "courtesy_rule.set.v1"

    kind = Code(Kind, required=True)
    day = Text(required=True)
    is_sent = Boolean(required=True)
    minutes_before = Integer(required=True)


class CourtesyRuleSnapshot(CourtesyRuleSet):
    """A rule, told anew."""

    type = "courtesy_rule.snapshot.v1"


TOLD = (CourtesyRuleSet, CourtesyRuleSnapshot)
