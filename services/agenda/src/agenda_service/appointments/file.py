"""An appointment as it lies before who decides on it."""


class File:
    """An appointment with what its decision needs: rivals, alternatives, and what the petitioner asked before."""

    def __init__(self, appointment, *, rivals, alternatives, earlier):
        self._appointment = appointment
        self.rivals, self.alternatives, self.earlier = rivals, alternatives, earlier

    def __getattr__(self, name):
        return getattr(self._appointment, name)
