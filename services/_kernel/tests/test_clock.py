"""Business time, which only a demonstration may set."""

from datetime import UTC, datetime, timedelta

import pytest

from makam_kernel.clock import Clock, day_of
from makam_kernel.errors import Forbidden
from makam_kernel.settings import Settings

NEEDED = {
    "MAKAM_AMQP_URI": "amqp://little:geheim@h/makam",
    "MAKAM_DATABASE_URI": "sqlite:///x",
    "MAKAM_KEYS": "k",
    "MAKAM_MESSAGES": "m",
    "MAKAM_CLOCK": "clock",
}


def test_business_time_is_set_only_in_a_demonstration(tmp_path):
    real = Settings.from_environment(NEEDED)
    demo = Settings.from_environment(NEEDED | {"MAKAM_DEMO": "1", "MAKAM_CLOCK": str(tmp_path / "clock")})
    with pytest.raises(Forbidden, match=r"clock\.is_real"):
        Clock(real.clock).set(datetime(2026, 10, 19, tzinfo=UTC))
    clock = Clock(demo.clock)
    clock.set(datetime(2026, 10, 19, 7, 12, tzinfo=UTC))
    assert abs(clock.now() - datetime(2026, 10, 19, 7, 12, tzinfo=UTC)) < timedelta(seconds=5)


def test_all_processes_of_a_site_move_together_and_at_once(tmp_path):
    one, two = Clock(tmp_path / "clock"), Clock(tmp_path / "clock")
    for day in range(1, 28):
        instant = datetime(2026, 3, day, tzinfo=UTC)
        one.set(instant)
        assert abs(two.now() - instant) < timedelta(seconds=5)


def test_a_day_is_that_of_istanbul():
    assert day_of(datetime(2026, 10, 19, 21, 30, tzinfo=UTC)).isoformat() == "2026-10-20"


def test_settings_show_no_secret():
    assert "geheim" not in repr(Settings.from_environment(NEEDED))


def test_a_missing_setting_is_named():
    with pytest.raises(SystemExit, match="MAKAM_KEYS"):
        Settings.from_environment({**NEEDED, "MAKAM_KEYS": ""})
