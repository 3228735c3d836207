"""The migrations make the tables that the models expect, on both databases."""

from documents_service.service import SERVICE
from makam_kernel.testing import differences


def test_an_empty_database_is_brought_to_what_the_models_say(database_uri):
    assert differences(SERVICE, database_uri) == []
