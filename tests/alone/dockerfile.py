"""Walks the steps of a Dockerfile without a container engine: each stage in a folder and a virtual environment of its
own, so that what the file forgets to copy or to install is missing here, too."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path


class Stage:
    """One `FROM … [AS name]`: `root` stands for `/`, and its Python is an empty environment."""

    def __init__(self, folder):
        self.root = folder / "root"
        self.home = self.root
        self.python = folder / "env"
        subprocess.run([sys.executable, "-m", "venv", self.python], check=True)

    def path(self, place):
        """A path in the image, absolute or from the working folder."""
        return self.root / place.lstrip("/") if place.startswith("/") else self.home / place

    def run(self, command):
        """`RUN`: with this stage's Python first on the path and none of the checkout's packages."""
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        environment["PATH"] = f"{self.python}/bin:{environment['PATH']}"
        done = subprocess.run(command, shell=True, cwd=self.home, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"


def walk(dockerfile, context, folder):
    """Carry out every step; returns the last stage and its command as a list."""
    stages, command = {}, None
    stage = None
    for number, line in enumerate(_steps(dockerfile)):
        verb, _, rest = line.partition(" ")
        if verb == "FROM":
            name = rest.split()[-1] if " AS " in rest else "last"
            stage = stages[name] = Stage(folder / f"{number}-{name}")
        elif verb == "WORKDIR":
            stage.home = stage.path(rest)
            stage.home.mkdir(parents=True)
        elif verb == "COPY":
            _copy(stages, stage, context, rest)
        elif verb == "RUN":
            stage.run(rest)
        elif verb == "CMD":
            command = json.loads(rest)
        else:
            assert verb == "USER", f"a step that this walk does not know: {line}"
            assert rest.isdigit(), "a number: the image has no such name"
            assert int(rest) > 0, "never root"
    return stage, command


def _copy(stages, stage, context, rest):
    words = shlex.split(rest)
    if words[0].startswith("--from="):
        source = stages[words.pop(0).removeprefix("--from=")].path(words[0])
    else:
        source = context / words[0]
    target = stage.path(words[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    (shutil.copytree if source.is_dir() else shutil.copyfile)(source, target)


def _steps(dockerfile):
    lines = Path(dockerfile).read_text().splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
