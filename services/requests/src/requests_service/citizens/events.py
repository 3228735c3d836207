"""What is told about citizens."""

from makam_kernel.events import Event


class CitizenErased(Event):
    """Everything that was kept of a citizen was erased; whoever has a copy of theirs erases it, too."""

    type = "citizen.erased.v1"
