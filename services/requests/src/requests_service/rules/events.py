"""What is told about routing rules."""

from makam_kernel.events import Event
from makam_kernel.schema import Boolean, Id, Integer


class RuleChanged(Event):
    """A routing rule is new, or other than before."""

    type = "rule.changed.v1"

    position = Integer(required=True)
    unit_id = Id(required=True)
    active = Boolean(required=True)
