"""The ends of the services' audit chains, as the gateway keeps them."""

import pytest
from sqlalchemy import select

from makam_gateway.heads.models import KeptHead
from makam_gateway.routes import SERVICES
from makam_gateway.service import SERVICE
from makam_kernel.errors import Unavailable

HEAD = {"place": 5, "hash": "a" * 64}
LATER = {"place": 9, "hash": "b" * 64}
OTHER = "c" * 64


class Chains:
    """The services' answers; what they were asked."""

    def __init__(self):
        self.answers, self.asked = {}, []

    def call(self, service, method, question, *, cause):
        self.asked.append((service, question))
        if service not in self.answers:
            raise Unavailable("service.away", service=service)
        return self.answers[service]

    def close(self):
        pass


@pytest.fixture
def chains(a_process, database_uri):
    """A gateway's process, and the chains that it asks about."""
    process = a_process(SERVICE, database_uri)
    process.caller = chains = Chains()
    [keeper] = [worker for worker in process.workers if worker.name == "head-keeper"]

    def sweep(**answers):
        chains.answers = {name: {"head": head, "earlier_hash": hash} for name, (head, hash) in answers.items()}
        assert process.lease.held()
        keeper.step()
        with process.database.reading() as session:
            return {kept.service: kept for kept in session.scalars(select(KeptHead))}

    chains.sweep = sweep
    return chains


def test_a_head_is_kept_and_followed(chains):
    assert chains.sweep(requests=(HEAD, None))["requests"].place == 5
    kept = chains.sweep(requests=(LATER, HEAD["hash"]))
    assert (kept["requests"].place, kept["requests"].hash, kept["requests"].lost_at) == (9, LATER["hash"], None)
    assert ("requests", {"earlier": 5}) in chains.asked


def test_a_service_that_is_away_is_asked_again_and_holds_up_no_other(chains):
    assert set(chains.sweep(visitors=(HEAD, None))) == {"visitors"}
    assert {service for service, _ in chains.asked} == set(SERVICES)


def test_a_service_without_an_entry_has_no_head_yet(chains):
    assert chains.sweep(requests=(None, None)) == {}


@pytest.mark.check("S58", part="the kept head is never overwritten by a chain that does not hold it")
@pytest.mark.parametrize(
    "found",
    [(None, None), ({"place": 3, "hash": OTHER}, None), (LATER, OTHER), ({"place": 5, "hash": OTHER}, OTHER)],
    ids=["emptied", "cut", "cut and grown again", "written anew"],
)
def test_the_kept_head_stays_as_the_proof(chains, found):
    """S58: the head is copied elsewhere, and stays there when the chain no longer follows from it."""
    chains.sweep(requests=(HEAD, None))
    for _ in range(2):
        kept = chains.sweep(requests=found)["requests"]
        assert (kept.place, kept.hash) == (5, HEAD["hash"]) and kept.lost_at
    assert chains.sweep(requests=(LATER, HEAD["hash"]))["requests"].place == 5  # and is not made good by itself


def test_the_operator_sees_what_is_kept(chains, a_process, database_uri, person):
    chains.sweep(requests=(HEAD, None), visitors=(LATER, None))
    process = a_process(SERVICE, database_uri)
    listed = person(process, "operator").list_kept_heads()["items"]
    assert [(line["service"], line["place"], line["lost_at"]) for line in listed] == [
        ("requests", 5, None),
        ("visitors", 9, None),
    ]
