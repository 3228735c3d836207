"""An item of work as it is shown on a day: with or without the red line."""

from makam_kernel.clock import day_of


class Shown:
    """An item of work and whether it is red."""

    def __init__(self, task, red):
        self._task, self.red = task, red

    def __getattr__(self, name):
        return getattr(self._task, name)


def shown_all(look, tasks):
    """The items as they are on the day of the look."""
    today, calendar = day_of(look.at), look.process.calendar
    return [Shown(task, task.is_red(calendar=calendar, today=today)) for task in tasks]


def shown(look, task):
    """An item as it is on the day of the look."""
    return shown_all(look, [task])[0]
