"""The OpenAPI document, and the words of every code."""

import ast
import json
import string
from pathlib import Path

import jsonschema
import pytest
from markupsafe import escape
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from starlette.routing import Route

import makam_gateway
import makam_kernel
from makam_gateway import contracts
from makam_gateway.problems import problem
from makam_kernel import errors

PACKAGES = [Path(package.__file__).parent for package in (makam_gateway, makam_kernel)]
NOUNS = ("approval", "api_token", "holding", "person", "post", "unit")
UNCAUGHT = {"database.claimed", "keys.unmatched", "migration.broken_references"}
"""Codes that end the start of a process: no caller sees them."""


def raised(names):
    """The first argument of every call to one of these names, in the gateway and the kernel."""
    for file in (file for package in PACKAGES for file in package.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                if getattr(node.func, "id", getattr(node.func, "attr", None)) in names:
                    yield node.args[0].value


MOVED = {f"{noun}.wrong_status" for noun in raised({"move", "wrong_status"}) if noun in NOUNS}
ERRORS = {kind.__name__ for kind in errors.KINDS.values()} | {"Unreadable", "PreconditionMissing"}
CODES = {*raised(ERRORS), *MOVED, *(f"{noun}.not_found" for noun in NOUNS)} - UNCAUGHT
REASONS = {f"field.{reason}" for reason in raised({"ValidationError", "wrong"})}


@pytest.fixture(scope="module")
def document(city):
    """What the site serves."""
    return city.document.whole


def test_every_code_has_its_words_in_both_languages():
    wanted = CODES | REASONS | {"unknown", "service.failed", "field.other"}
    for language in ("tr", "en"):
        assert wanted <= set(contracts.texts(language)), sorted(wanted - set(contracts.texts(language)))


def test_no_words_of_the_gateway_are_for_a_code_that_is_gone():
    fixed = {"unknown", "service.failed", "field.other"}
    fields = {f"field.{reason}" for reason in ("required", "type", "length", "choice", "range", "unknown", "doubled")}
    services = {"field.national_id", "field.phone", "field.email", "field.rule_matches_all"}
    own = set(contracts.texts_of("gateway", "tr"))
    assert own - CODES - REASONS - fixed - fields - services == set()


@pytest.mark.parametrize("service", [folder.name for folder in sorted(contracts.FOLDER.iterdir())])
def test_both_languages_say_the_same(service):
    turkish, english = (contracts.texts_of(service, language) for language in ("tr", "en"))
    assert turkish.keys() == english.keys()
    for code, words in turkish.items():
        for part in ("title", "detail"):
            assert _places(words[part]) == _places(english[code][part]), code
        assert words.get("status") == english[code].get("status")


def _places(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("code", sorted(CODES - {"input.invalid"}))
def test_every_code_makes_a_problem(code, language):
    for kind in errors.KINDS.values():
        status, body, headers = problem(kind(code), language, "id")
        assert 400 <= status < 600
        assert body["title"] and body["detail"] and "{" not in body["detail"]
        assert headers["Content-Language"] == language
        assert ("Retry-After" in headers) == (status in (429, 503) or code == "idempotency.still_running")


@pytest.mark.parametrize(
    ("kind", "status"),
    [("invalid", 422), ("forbidden", 403), ("not_found", 404), ("conflict", 409), ("unavailable", 503)],
)
def test_a_kind_is_a_status(kind, status):
    assert problem(errors.KINDS[kind]("nothing.known"), "tr", "id")[0] == status


def test_the_document_is_openapi_3_1(document):
    validate(document, cls=OpenAPIV31SpecValidator)


PAGES_OF_CITIZENS = {
    ("get", "/basvuru"),
    ("post", "/basvuru"),
    ("get", "/basvuru/takip"),
    ("post", "/basvuru/takip"),
    ("post", "/basvuru/cevap"),
}
"""For people, not for programs: what they do, programs do by `/api/v1/citizen`. `test_pages.py` walks them."""


@pytest.mark.check("S72")
def test_what_is_served_is_documented_and_what_is_documented_is_served(document, app):
    served = {
        (verb.lower(), route.path.replace(":uuid", ""))
        for route in app.routes
        if isinstance(route, Route)
        for verb in route.methods - {"HEAD"}
    }
    documented = {(verb, path) for path, verbs in document["paths"].items() for verb in verbs}
    assert served == documented | PAGES_OF_CITIZENS


def test_names_of_operations_are_unique_and_summaries_are_there(document):
    operations = [one for verbs in document["paths"].values() for one in verbs.values()]
    assert len({one["operationId"] for one in operations}) == len(operations)
    assert all(one["summary"] and one["tags"] for one in operations)


def test_examples_are_as_their_schemas_say(document):
    for path, verbs in document["paths"].items():
        for operation in verbs.values():
            bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
            for content in (content for body in bodies for content in body.get("content", {}).values()):
                if "example" in content:
                    schema = {**content["schema"], "components": document["components"]}
                    faults = list(jsonschema.Draft202012Validator(schema).iter_errors(content["example"]))
                    assert not faults, (path, operation["operationId"], [fault.message for fault in faults])


def test_the_page_of_the_api_shows_every_operation(city, document):
    page = city.citizen.get("/docs").text
    for path in document["paths"]:
        assert path in page


def test_the_page_of_events_shows_each_with_its_meaning(city):
    page = city.citizen.get("/docs/events").text
    documents = city.citizen.get("/asyncapi.json").json()["services"]
    assert set(documents) == {folder.name for folder in contracts.FOLDER.iterdir()}
    messages = [one for document in documents.values() for one in document["components"]["messages"].values()]
    assert len(messages) > 50
    for message in messages:
        assert f"<code>{message['name']}</code>" in page and escape(message["summary"]) in page


def test_the_readers_language_files_are_json_in_order():
    for language in ("tr", "en"):
        text = (PACKAGES[0] / "texts" / f"{language}.json").read_text(encoding="utf-8")
        assert list(json.loads(text)) == sorted(json.loads(text))
