"""What the tests of a service's sentences share: which codes its package raises, and what is wrong with its texts."""

import ast
import json
from string import Formatter

from makam_kernel.db import Base
from makam_kernel.errors import KINDS

ERRORS = {kind.__name__ for kind in KINDS.values()}


def texts_of(service):
    """The sentences of a service by language and code."""
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in service.home.glob("texts/*.json")}


def faults(service, *, more=None):
    """What is wrong with a service's texts, in words. ``more`` are codes that are no errors, with their places.

    Each language has one sentence for each code that the package raises, from facts that every place of it gives; a
    title is short and a detail ends in a full stop.
    """
    wanted = raised(service) | (more or {})
    texts = texts_of(service)
    turkish = texts["tr"]
    for language, sentences in texts.items():
        yield from (f"{language} {code}: missing" for code in wanted.keys() - sentences.keys())
        yield from (f"{language} {code}: nobody raises it" for code in sentences.keys() - wanted.keys())
        for code in sentences.keys() & wanted.keys():
            text = sentences[code]
            if not _places(text["title"] + text["detail"]) <= wanted[code]:
                yield f"{language} {code}: names a fact that the error does not give"
            if len(text["title"]) >= 60 or text["title"].endswith("."):
                yield f"{language} {code}: the title is no title"
            if text["detail"].endswith(".") == (code in (more or {})):
                yield f"{language} {code}: the detail is no sentence"
            if _places(text["detail"]) != _places(turkish[code]["detail"]) or text.get("status") != turkish[code].get(
                "status"
            ):
                yield f"{language} {code}: says something else than the Turkish"


def raised(service):
    """Every code that the package raises, with the details that all its places give."""
    models = [mapper.class_ for mapper in Base.registry.mappers if hasattr(mapper.class_, "noun")]
    nouns = {model.__name__: model.noun for model in models if model.__module__.startswith(service.home.name)}
    found = {}
    for file in service.home.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (code := _code_of(node, nouns)):
                details = {keyword.arg for keyword in node.keywords}
                found[code] = found.get(code, details) & details
    return found


def _code_of(call, nouns):
    """The code of ``Conflict("…")``, of ``states.move("visit", …)``, which raises ``visit.wrong_status``, and of
    ``tx.get(Visit, …)``, which raises ``visit.not_found``."""
    match call:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="states")), args=[ast.Constant(value=noun), *_]):
            return f"{noun}.wrong_status"
        case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=code), *_]) if name in ERRORS:
            return code
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id="tx" | "reading"), attr="get"), args=[ast.Name(id=model), *_]
        ):
            return f"{nouns[model]}.not_found"


def _places(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}
