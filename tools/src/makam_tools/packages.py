"""`./makam packages check`: known vulnerabilities of what is locked; `./makam packages sbom`: the bill of materials.

The check asks the package index for what is known, by pip-audit. Where the index has no such data, or cannot be
reached, nothing was checked: that is said, and is no failure.
"""

import argparse
import base64
import json
import re
import subprocess
import tempfile
import tomllib
import uuid
from datetime import date
from urllib.parse import quote

from makam_tools.folders import ENVIRONMENT, LOCKS, ROOT, VAR
from makam_tools.trouble import Trouble

EXCEPTIONS = ROOT / "deploy/exceptions.toml"
CLIENT = ROOT / "gateway/web/package-lock.json"
SBOM = VAR / "sbom.json"
PATIENCE = 600
_LOCKED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)", re.ASCII)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})", re.ASCII)


def main(arguments):
    """The verb's exit code."""
    parser = argparse.ArgumentParser(prog="./makam packages", description="Kilitli paketler.")
    parser.add_argument("act", choices=["check", "sbom"], help="bilinen açıkları denetle ya da malzeme listesini yaz")
    if parser.parse_args(arguments).act == "check":
        return check(locked(), exceptions())
    VAR.mkdir(exist_ok=True)
    bill = sbom(locked(), of_the_client(), exceptions()["risky"])
    SBOM.write_text(json.dumps(bill, indent=1, ensure_ascii=False))
    print(f"{SBOM}: {len(bill['components'])} paket")
    return 0


def locked(folder=LOCKS):
    """Every locked package as `{(name, version): {"locks": names, "hashes": SHA-256 of its files}}`."""
    found = {}
    for file in sorted(folder.glob("*.lock")):
        entry = None
        for line in file.read_text().splitlines():
            if package := _LOCKED.match(line):
                entry = found.setdefault((package["name"], package["version"]), {"locks": [], "hashes": set()})
                entry["locks"].append(file.stem)
            entry and entry["hashes"].update(_HASH.findall(line))
    return found


def of_the_client(file=CLIENT):
    """Every npm package that the web client is made of, as `{(name, version): SHA-512}`; those that only build and
    check it, `npm ci` brings as `dev`."""
    entries = json.loads(file.read_text())["packages"]
    own = {path: entry for path, entry in entries.items() if path and not entry.get("dev")}
    return {
        (path.rpartition("node_modules/")[2], entry["version"]): base64.b64decode(
            entry["integrity"].removeprefix("sha512-"), validate=True
        ).hex()
        for path, entry in own.items()
    }


def exceptions(file=EXCEPTIONS, today=None):
    """`{"exceptions": {id: facts}, "risky": {package: reason}}`; an exception that is over ends the check."""
    text = tomllib.loads(file.read_text())
    known = {one["id"]: one for one in text.get("exceptions", [])}
    over = [one["id"] for one in known.values() if one["until"] < (today or date.today())]
    if over:
        raise Trouble(f"süresi geçen istisna ({file.name}): {', '.join(over)}")
    if unexplained := [id for id, one in known.items() if not one.get("reason")]:
        raise Trouble(f"gerekçesi olmayan istisna ({file.name}): {', '.join(unexplained)}")
    return {"exceptions": known, "risky": {one["package"]: " ".join(one["reason"].split()) for one in text["risky"]}}


def check(packages, known, ask=None):
    """1 when something is known that no exception covers."""
    ask = ask or ask_index
    one, *_ = wanted = sorted(packages)
    audited = _audited(ask([one])) and _audited(ask(wanted))  # one question tells whether there is anything to ask
    if not audited:
        print("Paket dizini güvenlik açığı bilgisi vermiyor ya da ona ulaşılamıyor: paketler DENETLENMEDİ.")
        return 0
    faults = [(name, version, fault) for name, version, faults in audited for fault in faults]
    open_faults = [fault for fault in faults if not _names(fault[2]) & set(known["exceptions"])]
    open_count = f"{len(open_faults)} istisnasız"
    print(f"{len(audited)} / {len(wanted)} paket denetlendi: {len(faults)} bilinen açık, {open_count}.")
    for name, version, fault in open_faults:
        print(f"  {name} {version}: {fault['id']}; düzelten sürüm: {', '.join(fault['fix_versions']) or 'yok'}")
    unneeded = set(known["exceptions"]) - set().union(*(_names(fault) for *_, fault in faults))
    if len(audited) == len(wanted) and unneeded:
        print(f"  artık gerekmeyen istisna: {', '.join(sorted(unneeded))}")
    return 1 if open_faults else 0


def ask_index(packages):
    """pip-audit's answer about these packages; None when there was none."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as list_of_them:
        list_of_them.write("".join(f"{name}=={version}\n" for name, version in packages))
        list_of_them.flush()
        options = ["--disable-pip", "--no-deps", "--format=json", "--progress-spinner=off", "--timeout=15"]
        command = [str(ENVIRONMENT / "bin/pip-audit"), *options, f"--requirement={list_of_them.name}"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
            return json.loads(done.stdout)
        except (subprocess.TimeoutExpired, ValueError):
            return None


def _audited(answer):
    """`(name, version, vulnerabilities)` of each package of which the index had anything to say."""
    packages = (answer or {}).get("dependencies", [])
    return [(one["name"], one["version"], one["vulns"]) for one in packages if "vulns" in one]


def _names(fault):
    return {fault["id"], *fault.get("aliases", ())}


def sbom(packages, client, risky):
    """The bill of materials, in CycloneDX 1.6; the same for the same lock files."""
    components = [_component(*package, facts, risky) for package, facts in sorted(packages.items())]
    components += [_component_of_client(*package, hash) for package, hash in sorted(client.items())]
    product = tomllib.loads((ROOT / "gateway/pyproject.toml").read_text())["project"]
    content = json.dumps(components, sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, content)}",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "makam", "version": product["version"]}},
        "components": components,
    }


def _component(name, version, facts, risky):
    notes = [{"name": "makam:lock", "value": lock} for lock in facts["locks"]]
    if name in risky:
        notes.append({"name": "makam:risk", "value": risky[name]})
    hashes = [{"alg": "SHA-256", "content": one} for one in sorted(facts["hashes"])]
    return _library(f"pkg:pypi/{name}@{version}", name, version, hashes, notes)


def _component_of_client(name, version, hash):
    notes = [{"name": "makam:lock", "value": "web"}]
    return _library(f"pkg:npm/{quote(name)}@{version}", name, version, [{"alg": "SHA-512", "content": hash}], notes)


def _library(address, name, version, hashes, notes):
    facts = {"type": "library", "bom-ref": address, "name": name, "version": version, "purl": address}
    return facts | {"hashes": hashes, "properties": notes}
