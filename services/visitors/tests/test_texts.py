"""The sentences for people: one for each code that the service raises, in each language, from facts that it gives."""

import ast
import json
from pathlib import Path
from string import Formatter

import pytest

import visitors_service
from makam_kernel.db import Noun
from makam_kernel.errors import KINDS
from visitors_service.places.order import Reason
from visitors_service.service import SERVICE

PACKAGE = Path(visitors_service.__file__).parent
TEXTS = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in PACKAGE.glob("texts/*.json")}
ERRORS = {kind.__name__ for kind in KINDS.values()}
NOUNS = {
    model.__name__: model.noun for model in Noun.__subclasses__() if model.__module__.startswith(SERVICE.home.name)
}


REASONS = {f"queue.{reason}": {"after"} for reason in Reason}
"""What explains a place in the queue has its sentence here too, though it is no error."""


def raised():
    """Every code that the package raises, with the details that all its places give."""
    found = {}
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (code := code_of(node)):
                details = {keyword.arg for keyword in node.keywords}
                found[code] = found.get(code, details) & details
    return found


def code_of(call):
    """The code of ``Conflict("…")``, of ``moves.checked("visit", …)``, which raises ``visit.wrong_status``, and of
    ``tx.get(Visit, …)``, which raises ``visit.not_found``."""
    match call:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="moves")), args=[ast.Constant(value=noun), *_]):
            return f"{noun}.wrong_status"
        case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=code), *_]) if name in ERRORS:
            return code
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id="tx" | "reading"), attr="get"), args=[ast.Name(id=model), *_]
        ):
            return f"{NOUNS[model]}.not_found"


def places(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", ["tr", "en"])
def test_every_code_has_its_sentence_and_no_other_has(language):
    assert sorted(TEXTS[language]) == sorted([*raised(), *REASONS])


@pytest.mark.parametrize("language", ["tr", "en"])
def test_a_sentence_names_only_what_the_error_says(language):
    details = raised() | REASONS
    for code, text in TEXTS[language].items():
        assert places(text["title"] + text["detail"]) <= details[code], code


def test_the_languages_say_the_same():
    turkish, english = TEXTS["tr"], TEXTS["en"]
    for code in turkish:
        assert places(turkish[code]["detail"]) == places(english[code]["detail"]), code
        assert turkish[code].get("status") == english[code].get("status"), code


def test_a_title_is_short_and_a_detail_is_a_sentence():
    for texts in TEXTS.values():
        for code, text in texts.items():
            assert set(text) - {"status"} == {"title", "detail"}, code
            assert len(text["title"]) < 60 and text["title"][-1] != ".", code
            assert (text["detail"][-1] == ".") == (code not in REASONS), code
