"""Who may do what to which thing: every route × role × thing, as the table ``matrix.tsv`` says.

A cell is the status. 200, 201 and 204 are an answer; 412 is what a change gets that names a version which nothing has:
it was allowed and would have been made. 409, 410 and 422 are the last rule's refusal, so that was allowed, too. 401 is
for nobody, 403 for whoever may not do that to anything, 404 for what is not there or not theirs to know of.
"""

import pytest
from walking import MATRIX, REASONS, read, rows, write

pytestmark = pytest.mark.timeout(900)  # whichever of them comes first waits for the whole walk

SPEAKS_FOR_A_PROBE = {400, 405, 413, 415, 428, 431}


@pytest.mark.check("S16", part="no route without its rows")
def test_every_route_and_every_kind_of_thing_has_its_row(town):
    """S16: the expected status is data; a new route without rows fails, and so does a row without a route."""
    expected, there = set(read()), set(rows(town))
    assert {(row.route, row.kind) for row in there ^ expected} == set()


def test_the_table_stands_in_order():
    assert MATRIX.read_text(encoding="utf-8") == write(read())


@pytest.mark.check("S16")
def test_everybody_gets_what_the_table_says(walked):
    """S16: every route × role × thing (own, another unit's, restricted, over, not there), with no hole."""
    faults = [
        f"{row.route} {row.kind} {role}: {answers[role].status_code} instead of {status} {answers[role].text[:200]}"
        for row, statuses in read().items()
        if (answers := walked.get(row))
        for role, status in statuses.items()
        if answers[role].status_code != status
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.check("S16", part="the probes prove what they seem to")
def test_no_refusal_comes_of_a_probe_that_was_wrong(walked):
    """A body that was refused as such, or a missing version, would look like a refusal and prove nothing."""
    faults = []
    for row, answers in walked.items():
        for role, answer in answers.items():
            status, code = answer.status_code, _code_of(answer)
            wrong = status >= 500 or status in SPEAKS_FOR_A_PROBE or code in ("input.invalid", "idempotency.key_reused")
            if wrong or (code and code not in REASONS.get(status, {code})):
                faults.append(f"{row.route} {row.kind} {role}: {status} {answer.text[:300]}")
    assert not faults, "\n".join(faults)


def _code_of(answer):
    return answer.json()["code"] if answer.headers.get("content-type") == "application/problem+json" else None
