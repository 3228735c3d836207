"""Somebody with the database of a service in their hands shortens its audit chain, cleanly."""

import re
import sqlite3
import time
import uuid

import pytest

from makam_tools import audit, running
from makam_tools.site import MODULES, SERVICES


@pytest.fixture
def verify(site, capsys):
    """`./makam audit verify` on this site: its exit code and what it prints."""
    running.write(site.site, "ready", {})

    def run(*words):
        code = audit.main(["--var", str(site.site.folder), "verify", *words])
        return code, capsys.readouterr().out

    return run


def until(ask, seconds=20):
    """What ``ask`` answers, as soon as it is true."""
    end = time.monotonic() + seconds
    while not (answer := ask()):
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.1)
    return answer


def write_something(operator, site):
    """Acts that each service hears of and writes into its audit; afterwards all of it is sealed."""
    for _ in range(3):
        code = f"D{uuid.uuid4().hex[:6]}".upper()
        made = operator.post("/units", json={"code": code, "name": "Deneme", "valid_from": "2026-01-01"})
        assert made.status_code == 201, made.text
    until(lambda: all(operator.get(f"/operations/{name}/audit").json()["head"] for name in SERVICES))
    time.sleep(3)


def start_anew(site, name):
    site.stop(name)
    site.start(name)
    site.wait_until_ready()


def kept_heads(operator):
    return {line["service"]: line for line in operator.get("/operations/audit-heads").json()["items"]}


def cut_the_tail(site, service, entries):
    """Take the last entries away with their seals and heads, so that an older, whole chain is left."""
    site.stop(service)
    file = site.database_of(service).removeprefix("sqlite:///")
    with sqlite3.connect(file) as database:
        [(last,)] = database.execute("SELECT max(place) FROM audit_seals")
        [(cut,)] = database.execute("SELECT max(place) FROM audit_heads WHERE place <= ?", [last - entries])
        database.execute(
            "DELETE FROM audit_entries WHERE id IN (SELECT entry_id FROM audit_seals WHERE place > ?)", [cut]
        )
        for table in ("audit_seals", "audit_heads"):
            gone = database.execute(f"DELETE FROM {table} WHERE place > ?", [cut]).rowcount
            assert gone, f"{table} was not cut"
    database.close()
    site.start(service)
    site.wait_until_ready()


@pytest.mark.check("S58", part="on a running site")
@pytest.mark.promise("P24", part="a clean cut, found by the gateway's copy")
def test_a_chain_that_was_cut_cleanly_is_found_by_the_head_that_the_gateway_keeps(site, operator, verify):
    """S58: the head is copied elsewhere; truncation together with the newest heads is detected."""
    write_something(operator, site)
    write_something(operator, site)
    start_anew(site, "gateway")  # which asks for the heads at once, and each minute after
    until(lambda: set(kept_heads(operator)) == set(SERVICES))
    code, said = verify()
    assert code == 0, said
    assert said.count("zincir sağlam") == len(MODULES)
    assert said.count("saklanan başla karşılaştırıldı") == len(SERVICES)
    own = re.search(r"gateway .*\n\s+baş (\d+:\w{64})", said)[1]

    cut_the_tail(site, "requests", 2)
    code, said = verify()
    assert code == 1, said
    assert "zincirin sonu kesilmiş" in said or "saklanan başa uymuyor" in said
    assert said.count("zincir sağlam") == len(MODULES) - 1

    write_something(operator, site)  # the chain grows beyond the place that was kept
    start_anew(site, "gateway")
    until(lambda: kept_heads(operator)["requests"]["lost_at"])
    assert '"audit.cut"' in (site.site.logs / "gateway.log").read_text()
    code, said = verify("requests")
    assert code == 1 and "ağ geçidi zincirin sürmediğini ilk kez gördü" in said
    assert verify("visitors")[0] == 0
    assert verify("gateway", "--known", own)[0] == 0
    assert verify("gateway", "--known", f"{own.partition(':')[0]}:{'0' * 64}")[0] == 1


def test_a_process_tells_its_head_when_it_stops(site, operator):
    write_something(operator, site)
    start_anew(site, "visitors")
    assert '"event": "audit.head"' in (site.site.logs / "visitors.log").read_text()
