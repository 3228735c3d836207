"""Money in whole kuruş, against decimal arithmetic."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol_service.money import in_kurus, lira


@given(st.integers(0, 10**14), st.integers(1, 10**8))
def test_an_amount_in_another_currency_is_rounded_to_the_nearest_kurus(amount, rate):
    exact = Decimal(amount) * rate / 10_000
    assert in_kurus(amount, rate) == exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("kurus", "shown"),
    [(0, "0,00"), (5, "0,05"), (115_000, "1.150,00"), (4_315_000, "43.150,00"), (100_000_000_001, "1.000.000.000,01")],
)
def test_an_amount_is_shown_as_the_office_writes_it(kurus, shown):
    assert lira(kurus) == shown
