"""Which fields each role is shown, over all that anybody was answered: while the town was furnished, and on every row
of the matrix, the present state in a refusal included."""

import pytest
from showing import documented, expected, heard, is_within, unheard, views

pytestmark = pytest.mark.timeout(900)  # whichever of them comes first waits for the whole walk


@pytest.fixture(scope="module")
def shown(town, walked):
    """What was shown to whom."""
    return heard(town)


@pytest.mark.check("S18", part="no kind of answer without its list")
def test_every_kind_of_answer_has_its_list(town, shown):
    """S18: an answer of a new kind fails until somebody has said who may have it, and what is in it."""
    assert views(town) == expected().keys() | unheard()
    assert shown.keys() == expected().keys()


@pytest.mark.check("S18")
def test_nobody_is_shown_a_field_outside_their_list(town, shown):
    """S18: the JSON keys of every answer, by role; and no list names a role or a field that there is not."""
    faults = []
    for view, kind in expected().items():
        by_role = shown.get(view, {})
        faults += [f"{view} is answered to {role}" for role in by_role.keys() - kind["to"]]
        faults += [f"{view} is never answered to {role}" for role in kind["to"] - by_role.keys()]
        faults += [f"{view} has no {path}" for path in sorted(kind["fields"] - documented(town, view))]
        for role, one in by_role.items():
            strange = {path for path in one.leaves if not is_within(path, kind["fields"])}
            faults += [f"{view}: {path} is shown to {role}" for path in sorted(strange)]
    assert not faults, "\n".join(faults)


@pytest.mark.check("S18", part="masked values")
@pytest.mark.check("S57", part="masked by right, on every route")
def test_who_need_not_know_a_value_gets_it_masked_wherever_it_stands(shown):
    """S18: masked to exactly those whom the list names, and never whole to them."""
    faults = []
    for view, by_role in shown.items():
        masked = expected()[view]["masked"]
        for role, one in by_role.items():
            wanted = {path for path, roles in masked.items() if role in roles}
            faults += [f"{view}: {path} is masked to {role}" for path in sorted(one.masked - wanted)]
            faults += [f"{view}: {path} is not masked to {role}" for path in sorted(wanted - one.masked)]
            faults += [f"{view}: {path} is whole to {role}" for path in sorted(wanted & one.whole - MIXED)]
    assert not faults, "\n".join(faults)


@pytest.mark.check("S18", part="values that are withheld")
def test_who_may_not_know_a_value_finds_nothing_in_its_place(shown):
    """S18: and whoever is not named there does get it, or the list would prove nothing."""
    faults = []
    for view, by_role in shown.items():
        for path, roles in expected()[view]["withheld"].items():
            told = {role for role, one in by_role.items() if path in one.whole | one.masked}
            faults += [f"{view}: {path} is told to {role}" for role in sorted(told & roles)]
            faults += [f"{view}: {path} is not told to {role}" for role in sorted(by_role.keys() - told - roles)]
    assert not faults, "\n".join(faults)


MIXED = {"items[].recipient", "items[].body"}
"""Where some of the values are personal and some are not: an office's own desk is no secret."""
