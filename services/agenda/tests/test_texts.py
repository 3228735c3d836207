"""The sentences for people: one for each code that the service raises, in each language, from facts that it gives."""

from agenda_service.service import SERVICE
from makam_kernel.testing_texts import faults

RIVALS = {"appointment.rivals": {"rivals"}}
"""What is said beside an appointment has its sentence here too, though it is no error."""


def test_every_code_has_its_sentence_in_each_language_and_no_other_has():
    assert list(faults(SERVICE, more=RIVALS)) == []
