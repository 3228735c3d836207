"""What is told about templates of ceremonies."""

from makam_kernel.events import Event
from makam_kernel.schema import Integer, Text


class CeremonyTemplatePublished(Event):
    """A template has a first or a new edition."""

    type = "ceremony_template.published.v1"

    code = Text(required=True)
    edition = Integer(required=True)


class CeremonyTemplateSnapshot(CeremonyTemplatePublished):
    """An edition of a template, told anew."""

    type = "ceremony_template.snapshot.v1"


TOLD = (CeremonyTemplatePublished, CeremonyTemplateSnapshot)
