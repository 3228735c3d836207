"""What can be told anew: everything of a noun, as it stands, for whoever keeps a copy."""

import pytest

from makam_kernel.testing import told

COUNTS = {
    "contact": 1,
    "ceremony_template": 4,
    "ceremony": 1,
    "ceremony_task": 18,
    "invitation": 1,
    "courtesy": 1,
    "courtesy_rule": 7,
}


@pytest.fixture
def database_uri(sqlite_uri):
    """A file is enough: what SQL decides of these is tested elsewhere."""
    return sqlite_uri


def test_each_noun_is_told_anew(process, person, nermin, a_planned_ceremony, an_invitation, a_courtesy):
    a_planned_ceremony(), an_invitation(), a_courtesy()
    nermin.add_contact(name="Serdar ÜNLÜ", office="Kaymakam", institution="Kaymakamlık", from_on="2024-09-01")
    last = {row.subject: (row.sequence, row.data) for row in told(process)}
    operator = person(process, "operator")
    assert {noun: operator.republish(noun=noun)["count"] for noun in COUNTS} == COUNTS
    anew = {row.subject: (row.sequence, row.data) for row in told(process) if ".snapshot." in row.type}
    assert {subject: anew[subject] for subject in last} == last
