"""The README names all that the service offers, tells and hears."""

from pathlib import Path

import pytest

from makam_kernel.remote import methods_of
from requests_service.service import SERVICE

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
METHODS = list(methods_of([desk(None) for desk in SERVICE.desks]))
TOLD = [event.type for event in SERVICE.tells]
HEARD = [type for handler in SERVICE.subscriptions for type in handler.types]


@pytest.mark.parametrize("name", METHODS + TOLD + HEARD)
def test_is_named(name):
    assert f"`{name}`" in README
