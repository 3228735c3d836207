"""Who acts: signed tokens, and the table of who may do what."""

import time
from uuid import uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from makam_kernel.actor import Actor, Keys, Policy, service_actor
from makam_kernel.errors import Forbidden


@pytest.fixture
def keys(keys_folder):
    """The keys of each process."""
    return {name: Keys(keys_folder / name, name) for name in ("gateway", "little", "other")}


def claims(**other):
    """The claims of a good person's token, changed."""
    now = int(time.time())
    good = {"sub": str(uuid4()), "name": "Sevil TAN", "roles": ["clerk"], "units": [], "iss": "gateway"}
    return {**good, "aud": "little", "iat": now, "exp": now + 60, "jti": "call", **other}


def signed(keys, signer="gateway", kid="gateway", **other):
    """A token as ``signer`` would make it, saying that it is from ``kid``."""
    return jwt.encode(claims(**other), keys[signer].private, algorithm="EdDSA", headers={"kid": kid})


def test_a_person_is_known_by_the_gateways_token(keys):
    unit = uuid4()
    token = keys["gateway"].sign_person(
        id="p1", name="Sevil TAN", roles=["clerk"], units=[unit], audience="little", call="c1"
    )
    actor = keys["little"].verify(token, audience="little")
    assert (actor.id, actor.name, actor.roles, actor.units, actor.cause, actor.service) == (
        "p1",
        "Sevil TAN",
        {"clerk"},
        {unit},
        "c1",
        None,
    )


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
    "units that are none": lambda keys: signed(keys, units=[5]),
    "roles that are none": lambda keys: signed(keys, roles=7),
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


def test_the_table_allows_what_it_names_and_nothing_else():
    policy = Policy({"thing.keep": {"clerk"}}, principals={"keep_thing": {"other"}})
    policy.check(Actor("p", roles=frozenset({"clerk"})), "thing.keep", "keep_thing")
    policy.check(service_actor("other"), "thing.keep", "keep_thing")
    for stranger in (Actor("p"), Actor("p", roles=frozenset({"reader"})), service_actor("third")):
        with pytest.raises(Forbidden):
            policy.check(stranger, "thing.keep", "keep_thing")


@pytest.mark.check("S12", part="services")
def test_a_call_without_a_proven_actor_is_refused_even_from_inside(sqlite_process):
    """S12: the end user's identity travels signed; a service call without it is refused."""
    soon = int((time.time() + 5) * 1000)
    for headers in ({"deadline": soon}, {"deadline": soon, "actor": None}, {"deadline": soon, "actor": "a.b.c"}):
        answer = sqlite_process.answer("list_things", {}, headers)
        assert answer["error"]["code"] == "actor.not_proven"
