"""The contract: the same on every run, and a change that breaks it is told."""

import copy
import json

import jsonschema
import pytest
from asyncapi3.models import AsyncAPI3
from little_service.service import SERVICE

from makam_kernel import contract


@pytest.fixture
def released():
    """What is published of the little service."""
    return json.loads(contract.files(SERVICE)["rpc.json"])


def changed(released, schema, change):
    """The contract with ``change`` applied to one of its schemas."""
    present = copy.deepcopy(released)
    change(present["components"]["schemas"][schema])
    return contract.breaks(released, present)


def test_the_files_are_the_same_on_every_run(tmp_path):
    contract.write(SERVICE, tmp_path)
    (tmp_path / "examples" / "gone.json").write_text("{}")
    before = {file: file.read_text() for file in tmp_path.rglob("*.json") if file.name != "gone.json"}
    contract.write(SERVICE, tmp_path)
    assert {file: file.read_text() for file in tmp_path.rglob("*.json")} == before


def test_every_example_is_valid_by_the_contract_and_by_the_schema(released):
    files = contract.files(SERVICE)
    for name, method in released["methods"].items():
        example = json.loads(files[f"examples/{name}.json"])
        for side in ("request", "answer"):
            jsonschema.validate(example[side], {**method[side], "components": released["components"]})
    for event in SERVICE.tells:
        assert event().validate(json.loads(files[f"examples/{event.type}.json"])) == {}


def test_what_is_told_is_an_asyncapi_document():
    """By a model of AsyncAPI 3.0 that others wrote; each golden event is valid by the schema of its message."""
    document = json.loads(contract.files(SERVICE)["asyncapi.json"])
    read = AsyncAPI3.model_validate(document)
    assert {channel.address for channel in read.channels.root.values()} == {event.type for event in SERVICE.tells}
    for name, message in document["components"]["messages"].items():
        for one in message["examples"]:
            jsonschema.validate(one["payload"], message["payload"] | {"components": document["components"]})
        assert document["channels"][name]["bindings"]["amqp"]["exchange"]["name"] == "little.events"


def test_nothing_is_broken_by_no_change(released):
    assert contract.breaks(released, copy.deepcopy(released)) == []


def test_a_method_that_is_gone_is_a_break(released):
    present = copy.deepcopy(released)
    del present["methods"]["keep_thing"]
    assert contract.breaks(released, present) == ["keep_thing: removed"]


BREAKS = {
    "a new duty to say": ("KeepThing", lambda s: s.update(required=["label", "color"]), "now required"),
    "a field of the request gone": ("RenameThing", lambda s: s["properties"].pop("version"), "removed"),
    "a field of the answer gone": ("ThingView", lambda s: s["properties"].pop("state"), "removed"),
    "an answer no longer certain": ("ThingView", lambda s: s["required"].remove("state"), "no longer certain"),
    "another type": ("ThingView", lambda s: s["properties"]["number"].update(type="string"), "another type"),
    "shorter words": ("KeepThing", lambda s: s["properties"]["label"].update(maxLength=10), "narrower maxLength"),
    "a closed list": ("KeepThing", lambda s: s["properties"]["label"].update(enum=["a"]), "closed list"),
    "a field deep within": ("AuditHeadView", lambda s: s["properties"].pop("hash"), "removed"),
    "a field of a list's items": ("ParkedLine", lambda s: s["properties"].pop("error"), "removed"),
}


@pytest.mark.parametrize("case", BREAKS)
def test_a_change_that_breaks_callers_is_told(released, case):
    schema, change, word = BREAKS[case]
    faults = changed(released, schema, change)
    assert faults and all(word in fault for fault in faults)


GROWS = {
    "a new field of the answer": ("ThingView", lambda s: s["properties"].update(color={"type": "string"})),
    "a new wish of the request": ("KeepThing", lambda s: s["properties"].update(color={"type": "string"})),
    "longer words": ("KeepThing", lambda s: s["properties"]["label"].update(maxLength=1000)),
    "another code in the answer": ("ThingView", lambda s: s["properties"]["state"]["enum"].append("lost")),
}


@pytest.mark.parametrize("case", GROWS)
def test_a_contract_may_grow(released, case):
    assert changed(released, *GROWS[case]) == []
