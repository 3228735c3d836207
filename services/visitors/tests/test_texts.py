"""The sentences for people: one for each code that the service raises, in each language, from facts that it gives."""

from makam_kernel.testing_texts import faults
from visitors_service.places.order import Reason
from visitors_service.service import SERVICE

REASONS = {f"queue.{reason}": {"after"} for reason in Reason}
"""What explains a place in the queue has its sentence here too, though it is no error."""


def test_every_code_has_its_sentence_in_each_language_and_no_other_has():
    assert list(faults(SERVICE, more=REASONS)) == []
