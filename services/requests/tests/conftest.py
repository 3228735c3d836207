"""Fixtures of the requests service's tests; its processes run on ordinary threads here, as the kernel allows."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from makam_kernel.events import Told
from makam_kernel.ids import new_id
from makam_kernel.testing import hear
from requests_service.service import SERVICE

pytest_plugins = ["makam_kernel.testing"]

UNITS = {
    code: UUID(int=number)
    for number, code in enumerate(("FEN", "PARK", "SOSYAL", "ZABITA", "YAZI", "OZELKALEM"), start=1)
}


def a_unit_event(code, sequence=1, **facts):
    """What the gateway tells of a unit."""
    data = {"code": code, "name": f"{code} Müdürlüğü", "valid_from": date(2020, 1, 1).isoformat(), "valid_to": None}
    return Told(
        id=str(new_id()), source="gateway", type="unit.changed.v1", subject=f"unit/{UNITS[code]}", sequence=sequence,
        time=datetime.now(UTC), data=data | facts,
    )


@pytest.fixture
def process(a_process, database_uri):
    """The service on a fresh database of each kind, with the units of the municipality."""
    process = a_process(SERVICE, database_uri)
    hear(process, *(a_unit_event(code) for code in UNITS))
    return process
