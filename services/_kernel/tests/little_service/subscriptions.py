"""What the little service hears of the service ``other``."""

from little_service.models import Copy, Effect
from makam_kernel.subscribe import subscribe


@subscribe("page.changed.v1", "page.snapshot.v1", source="other")
class CopyPage:
    """Keeps the state of a page."""

    def apply(self, tx, event, _words):
        """Set what is known."""
        if event.data["state"] == "poison":
            raise ValueError("Ayşe Yılmaz'ın sözleri")
        tx.session.merge(Copy(subject=event.subject, state=event.data["state"]))


@subscribe("page.changed.v1", source="other", act=True)
class CountPage:
    """Does something for every change of a page."""

    def apply(self, tx, event, _words):
        """Leave a trace."""
        tx.session.add(Effect(event_id=event.id))


@subscribe("page.asked.v1", source="other", act=True)
class AskForWord:
    """Needs a word that the event does not carry."""

    def fetch(self, owners, event):
        """Ask for it."""
        return owners.other.get_word(page_id=event.subject_id)

    def apply(self, tx, event, word):
        """Leave a trace with the word."""
        tx.session.add(Effect(event_id=event.id, word=word["word"]))


SUBSCRIPTIONS = (CopyPage, CountPage, AskForWord)
