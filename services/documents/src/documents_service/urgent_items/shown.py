"""An urgent item with the minutes that it has taken."""


class Shown:
    """An urgent item as of an instant."""

    def __init__(self, item, at):
        self._item, self.minutes = item, item.minutes_at(at)

    def __getattr__(self, name):
        return getattr(self._item, name)


def shown(look, item):
    """The item as it is for whoever looks now. It is what the caller gets; the database writes the item itself."""
    return Shown(item, look.at)
