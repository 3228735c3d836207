"""Loaded into schemathesis: addresses get ids of things that are there, and every answer is searched for what this role
must not see."""

import json
import os
import sys
from pathlib import Path
from zlib import crc32

import schemathesis

FACTS = json.loads(Path(os.environ["MAKAM_FUZZ"]).read_text())
sys.path[:0] = FACTS["modules"]

from canaries import Canary, Search  # noqa: E402

SEARCHES = {kind: Search([Canary(**bird) for bird in FACTS[kind]]) for kind in ("hidden", "unmasked")}


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    """Four of five ids name something; which one follows from the drawn one, so that a run can be repeated."""
    for name, drawn in (path_parameters or {}).items():
        number = crc32(str(drawn).encode())
        if number % 5 and (known := FACTS["ids"].get(name)):
            path_parameters[name] = known[number % len(known)]
    return path_parameters


@schemathesis.check
def tells_no_secret(context, response, case):
    """No word of what the role may not see, in headers and body."""
    search = SEARCHES["unmasked" if case.path.endswith("/unmasking") else "hidden"]
    found = search(str(response.headers).encode() + response.content)
    assert not found, f"told: {sorted(map(str, found))}"
