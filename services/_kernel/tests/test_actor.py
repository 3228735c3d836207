"""Who acts: signed tokens, and the table of who may do what."""

import time
from dataclasses import replace
from uuid import uuid4

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from makam_kernel.actor import Actor, Grant, Keys, service_actor
from makam_kernel.errors import Forbidden, Unavailable
from makam_kernel.testing import lay_keys

SEVIL = Actor.of("p1", "Sevil TAN", ["clerk"])


@pytest.fixture
def keys(keys_folder):
    """The keys of each process."""
    return {name: Keys(keys_folder / name, name) for name in ("gateway", "little", "other")}


def claims(**other):
    """The claims of a good person's token, changed."""
    now = int(time.time())
    good = {"sub": str(uuid4()), "name": "Sevil TAN", "grants": [["clerk", None, []]], "iss": "gateway"}
    return {**good, "aud": "little", "iat": now, "exp": now + 60, "jti": "call", **other}


def signed(keys, signer="gateway", kid="gateway", **other):
    """A token as ``signer`` would make it, saying that it is from ``kid``."""
    return jwt.encode(claims(**other), keys[signer].private, algorithm="EdDSA", headers={"kid": kid})


def test_a_person_is_known_by_the_gateways_token(keys):
    unit, below = uuid4(), uuid4()
    sevil = Actor(
        "p1",
        "Sevil TAN",
        frozenset({Grant("clerk", unit, frozenset({below})), Grant("reader")}),
        acting_for=(("p2", "Nermin IŞIK"),),
        second=frozenset({"p3"}),
    )
    actor = keys["little"].verify(keys["gateway"].sign_person(sevil, audience="little", call="c1"), audience="little")
    assert actor == replace(sevil, cause="c1")
    assert (actor.roles, actor.units, actor.for_id) == ({"clerk", "reader"}, {unit}, "p2")
    assert actor.shown == "Sevil TAN (Nermin IŞIK yerine)"


def test_an_api_token_is_an_actor_with_scopes(keys):
    system = Actor.of("token:1", "Harita servisi", ["system"], scopes=frozenset({"thing.read"}))
    token = keys["gateway"].sign_person(system, audience="little", call="c1")
    assert keys["little"].verify(token, audience="little") == replace(system, cause="c1")


def test_a_service_speaks_for_itself(keys):
    token = keys["other"].sign_service(audience="little", cause="event-1")
    assert keys["little"].verify(token, audience="little") == service_actor("other", cause="event-1")


FORGED = {
    "no signature": lambda keys: jwt.encode(claims(), None, algorithm="none", headers={"kid": "gateway"}),
    "another algorithm, keyed with the public key": lambda keys: jwt.encode(
        claims(), keys["little"].public["gateway"].public_bytes_raw(), algorithm="HS256", headers={"kid": "gateway"}
    ),
    "a foreign kid": lambda keys: signed(keys, kid="nobody"),
    "a kid that is a path": lambda keys: signed(keys, kid="../gateway"),
    "no kid": lambda keys: jwt.encode(claims(), keys["gateway"].private, algorithm="EdDSA"),
    "an unknown key": lambda keys: jwt.encode(
        claims(), Ed25519PrivateKey.generate(), algorithm="EdDSA", headers={"kid": "gateway"}
    ),
    "expired": lambda keys: signed(keys, exp=int(time.time()) - 30),
    "for another service": lambda keys: signed(keys, aud="other"),
    "from a service, for a person": lambda keys: signed(keys, signer="other", kid="other", iss="other"),
    "from a service, as the gateway": lambda keys: signed(keys, signer="other", kid="gateway"),
    "from a service, as another service": lambda keys: signed(
        keys, signer="other", kid="other", iss="other", sub="service:little"
    ),
    "from the gateway, as a service": lambda keys: signed(keys, sub="service:other"),
    "without an end": lambda keys: jwt.encode(
        {name: value for name, value in claims().items() if name != "exp"},
        keys["gateway"].private,
        algorithm="EdDSA",
        headers={"kid": "gateway"},
    ),
    "grants of no unit": lambda keys: signed(keys, grants=[["clerk", "5", []]]),
    "grants that are none": lambda keys: signed(keys, grants=7),
    "scopes that are none": lambda keys: signed(keys, scopes=7),
    "a stand-in for a number": lambda keys: signed(keys, **{"for": [5]}),
    "a subject that is a number": lambda keys: signed(keys, sub=5),
    "no token at all": lambda keys: "çöp",
}


@pytest.mark.check("S9", part="services")
@pytest.mark.parametrize("fault", FORGED)
def test_a_token_that_is_not_proven_is_refused_alike(keys, fault):
    """S9: `alg=none`, another algorithm, a foreign kid, expired, another type, another audience, another service's
    token: each is refused, and none says why."""
    with pytest.raises(Forbidden) as refused:
        keys["little"].verify(FORGED[fault](keys), audience="little")
    assert refused.value.as_value() == {"kind": "forbidden", "code": "actor.not_proven", "details": {}}


@pytest.mark.check("S12", part="services")
def test_a_call_without_a_proven_actor_is_refused_even_from_inside(sqlite_process):
    """S12: the end user's identity travels signed; a service call without it is refused."""
    soon = int((time.time() + 5) * 1000)
    for headers in ({"deadline": soon}, {"deadline": soon, "actor": None}, {"deadline": soon, "actor": "a.b.c"}):
        answer = sqlite_process.answer("list_things", {}, headers)
        assert answer["error"]["code"] == "actor.not_proven"


class Clockwork:
    """A monotonic clock that the test moves."""

    def __init__(self):
        self.now = time.monotonic()

    def monotonic(self):
        return self.now

    def time(self):
        return time.time()


class TestRotation:
    """S15: signing keys rotate without signing anybody out."""

    @pytest.fixture
    def folder(self, tmp_path):
        """Keys that the test may change."""
        return lay_keys(tmp_path, ("gateway", "little"))

    @pytest.fixture
    def clock(self, monkeypatch):
        """The machine's clock, as the keys see it."""
        clock = Clockwork()
        monkeypatch.setattr("makam_kernel.actor.time", clock)
        return clock

    @pytest.fixture
    def sides(self, folder, clock):
        """The gateway that signs and the service that verifies, both running."""
        return Keys(folder / "gateway", "gateway"), Keys(folder / "little", "little")

    def new_pair(self, folder, kid="gateway@2"):
        """Lay the public half of a new pair everywhere; the private one to be laid."""
        pem, raw = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        key = Ed25519PrivateKey.generate()
        for reader in ("gateway", "little"):
            (folder / reader / "public" / f"{kid}.pem").write_bytes(key.public_key().public_bytes(pem, raw))
        return key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())

    def kid_of(self, token):
        return jwt.get_unverified_header(token)["kid"]

    @pytest.mark.check("S15", part="two keys are valid")
    def test_old_and_new_are_valid_at_once(self, folder, clock, sides):
        gateway, little = sides
        old = gateway.sign_person(SEVIL, audience="little", call="c1")
        (folder / "gateway/gateway.pem").write_bytes(self.new_pair(folder))
        clock.now += 11
        new = gateway.sign_person(SEVIL, audience="little", call="c1")
        assert (self.kid_of(old), self.kid_of(new)) == ("gateway", "gateway@2")
        assert little.verify(new, audience="little") == little.verify(old, audience="little")

    @pytest.mark.check("S15", part="the old one is refused after")
    def test_a_removed_key_dies_without_a_restart(self, folder, clock, sides):
        gateway, little = sides
        old = gateway.sign_person(SEVIL, audience="little", call="c1")
        (folder / "gateway/gateway.pem").write_bytes(self.new_pair(folder))
        (folder / "little/public/gateway.pem").unlink()
        little.verify(old, audience="little")
        clock.now += 11
        with pytest.raises(Forbidden):
            little.verify(old, audience="little")

    def test_an_unknown_kid_is_looked_for_at_most_once_a_second(self, folder, clock, sides, monkeypatch):
        _, little = sides
        read = []
        monkeypatch.setattr(little, "_read", lambda: read.append(1) or Keys._read(little))
        clock.now += 1.1
        for number in range(50):
            with pytest.raises(Forbidden):
                little.verify(jwt.encode({}, None, algorithm="none", headers={"kid": f"x{number}"}), audience="little")
        assert len(read) == 1

    def test_a_new_key_is_known_at_once(self, folder, clock, sides):
        _, little = sides
        private = self.new_pair(folder)
        (folder / "gateway/gateway.pem").write_bytes(private)
        token = Keys(folder / "gateway", "gateway").sign_person(SEVIL, audience="little", call="c1")
        clock.now += 1.1
        assert little.verify(token, audience="little").id == SEVIL.id

    @pytest.mark.parametrize("kid", ["little@2", "@gateway", "gateway2"])
    def test_a_kid_stands_for_the_issuer_before_its_at(self, folder, clock, sides, kid):
        """Another issuer's key speaks for nobody but that issuer, whatever stands behind the ``@``."""
        private = load_pem_private_key(self.new_pair(folder, kid), None)
        clock.now += 11
        forged = jwt.encode(claims(iss="gateway"), private, algorithm="EdDSA", headers={"kid": kid})
        with pytest.raises(Forbidden):
            sides[1].verify(forged, audience="little")

    def test_a_folder_that_cannot_be_read_leaves_the_known_keys(self, folder, clock, sides):
        gateway, little = sides
        (folder / "little/little.pem").rename(folder / "away.pem")
        clock.now += 11
        assert little.verify(gateway.sign_person(SEVIL, audience="little", call="c1"), audience="little").id == SEVIL.id

    def test_a_private_key_that_nobody_could_verify_ends_the_start(self, folder):
        (folder / "little/public/little.pem").unlink()
        with pytest.raises(Unavailable, match="keys.unmatched"):
            Keys(folder / "little", "little")

    def test_what_was_signed_to_be_kept_is_known_by_a_retired_key(self, folder, clock, sides):
        gateway, little = sides
        kept = gateway.sign(b"head")
        (folder / "gateway/gateway.pem").write_bytes(self.new_pair(folder))
        (folder / "gateway/retired").mkdir()
        (folder / "gateway/public/gateway.pem").rename(folder / "gateway/retired/gateway.pem")
        clock.now += 11
        assert gateway.is_ours(kept, b"head")
        assert not gateway.is_ours(kept, b"tail")
        assert not gateway.is_ours(little.sign(b"head"), b"head")
