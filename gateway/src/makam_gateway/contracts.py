"""The services' contract files, as copied into this package: what they answer, tell and say in which words."""

import json
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "contracts"


@cache
def rpc(service):
    """The RPC contract of a service."""
    return json.loads((FOLDER / service / "rpc.json").read_text(encoding="utf-8"))


@cache
def asyncapi():
    """What each service tells, as AsyncAPI, by its name."""
    files = sorted(FOLDER.glob("*/asyncapi.json"))
    return {file.parent.name: json.loads(file.read_text(encoding="utf-8")) for file in files}


@cache
def texts(language):
    """Every error code's words in a language (``tr``, ``en``), over all services and the gateway."""
    words = {}
    for folder in sorted(FOLDER.iterdir()):
        words |= texts_of(folder.name, language)
    return words


def texts_of(service, language):
    """The words of one service's codes in a language."""
    return json.loads((FOLDER / service / "texts.json").read_text(encoding="utf-8"))[language]


@cache
def examples(service, method):
    """The golden example of a method: ``{"request", "answer"}``."""
    return json.loads((FOLDER / service / "examples" / f"{method}.json").read_text(encoding="utf-8"))


def schema(service, reference):
    """The schema behind a ``{"$ref": …}``."""
    return rpc(service)["components"]["schemas"][reference["$ref"].rsplit("/", 1)[1]]
