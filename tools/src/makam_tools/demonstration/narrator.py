"""Tells a story to whoever watches, and keeps account of what was not as it should be."""


class Narrator:
    """Steps with headings, and checks under them."""

    def __init__(self, say):
        self.say = say
        self.checked = self.failed = self._steps = 0

    def step(self, text):
        """Begin the next step."""
        self._steps += 1
        self.say(f"\n{self._steps:>2}. {text}")

    def check(self, what, found, expected=True):
        """Compare what was found with what was expected."""
        self.checked += 1
        if found == expected:
            self.say(f"    ✔ {what}")
        else:
            self.failed += 1
            self.say(f"    ✘ {what}\n        beklenen: {expected}\n        bulunan:  {found}")

    def give_up(self, error):
        """A step could not be done at all."""
        self.failed += 1
        self.say(f"    ✘ Adım yapılamadı: {type(error).__name__}: {error}")
