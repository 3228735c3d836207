"""No regular expression of the product is slow on hostile text."""

import ast
import re
import time

import pytest

from makam_tools.folders import ROOT

SOURCES = ("services/*/src", "gateway/src")
LENGTH = 100_000
WAYS = ("fullmatch", "match", "search", "findall")
SECONDS = 0.05
PIECES = ("a", "0", " ", "-", ".", "/", "{a}", "0-", "a@", "a.", "Aa1", "\n", "\t ", "ı", "%00", '"', "=;", "bearer ")


def written():
    """Every expression that stands in a source, by where it stands."""
    for pattern in SOURCES:
        for file in sorted(ROOT.glob(f"{pattern}/**/*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if _calls_re(node) and node.args:
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", _value(node.args[0])


def _calls_re(node):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr != "escape"
    )


def _value(node):
    return node.value if isinstance(node, ast.Constant) else None


EXPRESSIONS = dict(written())


def test_they_are_found_and_each_is_a_literal():
    assert len(EXPRESSIONS) > 10
    assert [place for place, text in EXPRESSIONS.items() if text is None] == []


@pytest.mark.check("S41")
@pytest.mark.parametrize("place", EXPRESSIONS)
def test_none_is_slow_on_hostile_text(place):
    """S41: every expression on 100 kB that nearly fit, in less than 50 ms of the processor's time."""
    expression = re.compile(EXPRESSIONS[place])
    for piece in PIECES:
        text = (piece * LENGTH)[:LENGTH] + "\0"
        for way in (getattr(expression, name) for name in WAYS if f".{name}(" in _source(place)):
            assert min(_seconds(way, text) for _ in range(2)) < SECONDS, (piece, way)


def _source(place):
    return (ROOT / place.partition(":")[0]).read_text(encoding="utf-8")


def _seconds(way, text):
    began = time.thread_time()
    way(text)
    return time.thread_time() - began
