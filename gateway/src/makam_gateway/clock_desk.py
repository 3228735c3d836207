"""The business clock of a demonstration, moved by its operator."""

from makam_kernel import audit
from makam_kernel.remote import Desk, command, query
from makam_kernel.schema import Boolean, Command, Instant, View


class SetClock(Command):
    """Makes an instant the present business time; refused where time is real."""

    at = Instant(required=True)


class GetClock(Command):
    """Asks for the present business time."""


class ClockView(View):
    """The present business time."""

    at = Instant(required=True)
    movable = Boolean(required=True)


class ClockDesk(Desk):
    """Business time; the audit keeps machine time beside it."""

    @command(SetClock, returns=ClockView, allow="clock.set")
    def set_clock(self, tx, at):
        """Move business time, for all processes of the site at once."""
        audit.put(tx, "clock.set", "clock/site", {"at": at.isoformat()})
        self.process.clock.set(at)
        return {"at": self.process.clock.now(), "movable": True}

    @query(GetClock, returns=ClockView, allow="clock.read")
    def get_clock(self, reading):
        """The present business time."""
        return {"at": reading.at, "movable": self.process.settings.demo}
