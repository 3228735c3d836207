"""A signing key is changed while the site runs."""

import shutil
import time
import uuid

import pytest

from makam_kernel.actor import REREAD_SECONDS, Actor, Keys
from makam_kernel.calls import Caller
from makam_kernel.errors import Forbidden
from makam_tools import keys
from makam_tools.site import SERVICES

OPERATOR = Actor.of(str(uuid.uuid4()), "Yönetici", ["operator"])


class Gateway:
    """Whoever has a copy of the gateway's folder, and so of its private key, as it was at that time."""

    def __init__(self, site, folder):
        shutil.copytree(site.site.keys / "gateway", folder)
        self.keys = Keys(folder, "gateway")
        self.caller = Caller(site.site.environment("gateway")["MAKAM_AMQP_URI"], self.keys)

    def ask(self, service):
        """Ask for what an operator may see."""
        token = self.keys.sign_person(OPERATOR, audience=service, call=uuid.uuid4())
        return self.caller.call(service, "list_parked", {}, cause=uuid.uuid4(), token=token)


@pytest.mark.check("S15")
@pytest.mark.check("S44", part="the gateway's key rotates without downtime")
def test_a_session_outlives_a_rotation_and_the_old_key_is_refused_after(site, operator, tmp_path):
    """S15: signing keys rotate without logout: two keys are valid, the old one is refused after the window."""
    old = Gateway(site, tmp_path / "old")
    old_kid = keys.kid_in_use(site.site.keys, "gateway")
    new_kid = keys.rotate(site.site.keys, "gateway")
    new = Gateway(site, tmp_path / "new")
    until = time.monotonic() + REREAD_SECONDS + 2  # by then the running gateway signs with the new key
    while time.monotonic() < until:
        for service in SERVICES:
            assert operator.get(f"/operations/{service}/parked").status_code == 200
            assert old.ask(service) == new.ask(service)
        time.sleep(0.25)
    keys.retire(site.site.keys, "gateway", old_kid)
    until = time.monotonic() + REREAD_SECONDS + 2
    refused = set()
    while time.monotonic() < until:
        for service in SERVICES:
            assert operator.get(f"/operations/{service}/parked").status_code == 200
            assert new.ask(service) is not None
            try:
                old.ask(service)
                assert service not in refused
            except Forbidden:
                refused.add(service)
        time.sleep(0.25)
    assert refused == set(SERVICES)
    assert keys.kids(site.site.keys, "gateway") == [new_kid]
