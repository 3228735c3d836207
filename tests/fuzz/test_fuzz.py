"""schemathesis makes up requests from the OpenAPI document, once per role, and holds every answer against it: no
failure, no status, header or body that is not documented, and no word that the role must not see."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from crawling import Map
from viewers import FIRST, NOBODY, SYSTEM, hidden_from

HERE = Path(__file__).parent
ROLES = [
    NOBODY, "driver", "auditor", "protocol", SYSTEM, "fen.staff", "fen.director",
    "mayor", "deputy", "secretary", "front-desk", "director", FIRST,
]  # fmt: skip
"""Those who may do most come last: they may give to others what these were not to see."""

MANY = ("front-desk", "director", FIRST)
"""Those whose requests go deepest are asked for more of them."""

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "tells_no_secret",
)
LEFT_OUT = ("session", "me/password", "me/sessions/end-others")
"""What ends the session of whoever asks."""


@pytest.fixture
def fuzz(town, tmp_path):
    """Runs the tool as one viewer; ``hidden`` are the canaries that it must not see, ``unmasked`` those of them that
    unmasking must not show either."""
    ways = Map(town.document, town.ids(), {})
    names = {part[1:-1] for path in town.document["paths"] for part in path.split("/") if part.startswith("{")}
    ids = {name: ways.named(name) for name in names} | {"person_id": [town.stranger]}

    def run(viewer, hidden, unmasked, *options):
        hidden, unmasked = ([asdict(bird) for bird in birds] for birds in (hidden, unmasked))
        facts = {"ids": ids, "hidden": hidden, "unmasked": unmasked, "modules": [str(HERE.parent / "canary")]}
        (tmp_path / "facts.json").write_text(json.dumps(facts))
        command = [
            Path(sys.executable).with_name("schemathesis"), "run", f"{town.trial.url}/api/v1/openapi.json",
            "--phases", "examples,fuzzing", "--max-examples", "3" if viewer in MANY else "1",
            "--generation-deterministic",
            "--checks", ",".join(CHECKS), "--continue-on-failure", "--no-shrink", "--no-color", "--warnings", "off",
            *(part for path in LEFT_OUT for part in ("--exclude-path", f"/api/v1/{path}")), *options,
            *(part for pair in _credentials(town.clients[viewer]) for part in ("-H", pair)),
        ]  # fmt: skip
        paths = f"{HERE}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
        settings = {"SCHEMATHESIS_HOOKS": "hooks", "MAKAM_FUZZ": str(tmp_path / "facts.json"), "PYTHONPATH": paths}
        return subprocess.run(command, env=os.environ | settings, cwd=tmp_path, capture_output=True, text=True)

    return run


def _credentials(client):
    return [f"{name}: {client.headers[name]}" for name in ("cookie", "authorization") if name in client.headers]


@pytest.mark.check("S72", part="statuses, headers and bodies, by role")
@pytest.mark.check("S71", part="made-up requests")
@pytest.mark.check("S20", part="made-up requests")
@pytest.mark.parametrize("viewer", ROLES)
def test_every_answer_to_a_made_up_request_is_a_documented_one(town, fuzz, viewer):
    done = fuzz(viewer, *(hidden_from(viewer, town.flock.birds, unmasking=how) for how in (False, True)))
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]


def test_the_tool_would_tell_of_a_word_that_is_seen(town, fuzz):
    shown = [bird for bird in town.flock.birds if bird.about == "request"]
    done = fuzz("director", shown, [], "--include-path", "/api/v1/requests")
    assert done.returncode == 1 and "told: ['requests.topic of request" in done.stdout, done.stdout[-3000:]
