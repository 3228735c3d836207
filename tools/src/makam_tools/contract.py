"""`./makam contract [check | write | release]`: the services' contract files and their copies in the gateway.

`check` fails on a stale file and on a change that breaks what was released; `write` brings files and copies up to date;
`release` freezes the present contract as the one that later changes are held against. Each service is read in a process
of its own: two of them in one would share one set of tables.
"""

import importlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

from makam_kernel import contract
from makam_tools.folders import ROOT
from makam_tools.site import HOMES, MODULES

COPIES = ROOT / "gateway/src/makam_gateway/contracts"


def main(arguments):
    """The verb's exit code: over all services, or over the one that is named."""
    verb, *names = arguments or ["check"]
    if verb not in ACTIONS or not set(names) <= set(MODULES):
        sys.exit("kullanım: ./makam contract [check | write | release]")
    if names:
        faults = list(ACTIONS[verb](names[0]))
        print(*faults, sep="\n", end="\n" if faults else "")
        return 1 if faults else 0
    each = [subprocess.run([sys.executable, "-m", "makam_tools", "contract", verb, name]) for name in MODULES]
    return max(done.returncode for done in each)


def check(name):
    """What is stale or broken about a service's contract, in words."""
    service, home = _service(name), HOMES[name] / "contract"
    wanted = contract.files(service)
    for folder in (home, COPIES / name):
        yield from (
            f"{folder.relative_to(ROOT)}/{file}: eski" for file in wanted if _read(folder / file) != wanted[file]
        )
        unknown = {str(file.relative_to(folder)) for file in folder.glob("examples/*.json")} - set(wanted)
        yield from (f"{folder.relative_to(ROOT)}/{file}: artık yok" for file in sorted(unknown))
    for file in ("rpc.json", "events.json"):
        released = _read(home / "released" / file)
        if released:
            breaks = contract.breaks(json.loads(released), json.loads(wanted[file]))
            yield from (f"{name}/{file} yayımlanmış sözleşmeyi bozuyor: {one}" for one in breaks)


def write(name):
    """Bring a service's files, and their copies, up to date."""
    for folder in (HOMES[name] / "contract", COPIES / name):
        contract.write(_service(name), folder)
    return ()


def release(name):
    """Freeze the present contract of a service."""
    released = HOMES[name] / "contract" / "released"
    released.mkdir(parents=True, exist_ok=True)
    for file in ("rpc.json", "events.json"):
        shutil.copyfile(HOMES[name] / "contract" / file, released / file)
    return ()


def _service(name):
    return importlib.import_module(f"{MODULES[name]}.service").SERVICE


def _read(file: Path):
    return file.read_text(encoding="utf-8") if file.exists() else None


ACTIONS = {"check": check, "write": write, "release": release}
