"""What is told about categories."""

from makam_kernel.events import Event
from makam_kernel.schema import Boolean, Code, Id, Text


class CategoryChanged(Event):
    """A category is new, or other than before."""

    type = "category.changed.v1"

    code = Text(required=True, metadata={"example": "YOL.CUKUR"})
    unit_id = Id(required=True)
    law = Code(["3071", "4982"], required=True)
    restricted = Boolean(required=True)


class CategorySnapshot(CategoryChanged):
    """Where a category stands, told anew."""

    type = "category.snapshot.v1"
