"""The sentences for people: one for each code that the service raises, in each language, from facts that it gives."""

from documents_service.service import SERVICE
from makam_kernel.testing_texts import faults


def test_every_code_has_its_sentence_in_each_language_and_no_other_has():
    assert list(faults(SERVICE)) == []
