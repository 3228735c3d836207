"""What we are made of: every package is listed with its hashes, and what is known against it is told."""

import json
import re
from base64 import b64encode
from datetime import date, timedelta

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from makam_tools import packages
from makam_tools.folders import LOCKS, ROOT
from makam_tools.trouble import Trouble

TWO = {("nameko", "2.14.1"): {}, ("eventlet", "0.41.3"): {}}
NOTHING = {"exceptions": {}, "risky": {}}


def an_index(faults, silent=()):
    """What pip-audit says: the vulnerabilities of each package; of the silent ones the index has nothing."""

    def ask(wanted):
        known = [(name, version) for name, version in wanted if name not in silent]
        told = [{"name": name, "version": version, "vulns": faults.get(name, [])} for name, version in known]
        return {"dependencies": told + [{"name": name, "skip_reason": "not found"} for name in silent]}

    return ask


def a_fault(id="PYSEC-2026-7", aliases=()):
    return {"id": id, "fix_versions": ["9.9"], "aliases": list(aliases), "description": "…"}


class TestCheck:
    """`./makam packages check`."""

    def test_passes_when_nothing_is_known(self, capsys):
        assert packages.check(TWO, NOTHING, an_index({})) == 0
        assert "2 / 2 paket denetlendi: 0 bilinen açık" in capsys.readouterr().out

    @pytest.mark.check("S69", "a known vulnerability")
    def test_fails_on_a_known_vulnerability_and_names_it(self, capsys):
        """S69: pip-audit is clean, or there is a dated exception."""
        assert packages.check(TWO, NOTHING, an_index({"nameko": [a_fault()]})) == 1
        assert "nameko 2.14.1: PYSEC-2026-7; düzelten sürüm: 9.9" in capsys.readouterr().out

    @pytest.mark.check("S69", "a dated exception")
    @pytest.mark.parametrize("id", ["PYSEC-2026-7", "CVE-2026-1"])
    def test_an_exception_covers_it_by_any_of_its_names(self, id):
        known = NOTHING | {"exceptions": {id: {}}}
        assert packages.check(TWO, known, an_index({"nameko": [a_fault(aliases=["CVE-2026-1"])]})) == 0

    @pytest.mark.parametrize("answer", [None, {"dependencies": [{"name": "eventlet", "skip_reason": "not found"}]}])
    def test_says_plainly_that_nothing_was_checked(self, answer, capsys):
        assert packages.check(TWO, NOTHING, lambda wanted: answer) == 0
        assert "DENETLENMEDİ" in capsys.readouterr().out

    def test_an_index_that_falls_silent_half_way_has_checked_nothing(self, capsys):
        answers = iter([an_index({})(TWO), None])
        assert packages.check(TWO, NOTHING, lambda wanted: next(answers)) == 0
        assert "DENETLENMEDİ" in capsys.readouterr().out

    def test_tells_how_many_the_index_knew(self, capsys):
        assert packages.check(TWO, NOTHING, an_index({}, silent=["nameko"])) == 0
        assert "1 / 2 paket denetlendi" in capsys.readouterr().out

    def test_an_index_that_cannot_be_reached_is_no_answer(self, monkeypatch, tmp_path):
        """pip-audit itself, on a network that leads nowhere."""
        for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, "http://127.0.0.1:9")
        monkeypatch.setenv("HOME", str(tmp_path))  # no cache
        assert not packages._audited(packages.ask_index([("nameko", "2.14.1")]))


def exceptions(tmp_path, **facts):
    lines = "".join(f"{name} = {value}\n" for name, value in facts.items())
    file = tmp_path / "exceptions.toml"
    file.write_text(f'[[exceptions]]\n{lines}[[risky]]\npackage = "a"\nreason = "b"\n')
    return file


def test_an_exception_that_is_over_fails(tmp_path):
    today = date(2026, 6, 1)
    file = exceptions(tmp_path, id='"PYSEC-2026-7"', until="2026-06-01", reason='"x"')
    assert "PYSEC-2026-7" in packages.exceptions(file, today)["exceptions"]
    with pytest.raises(Trouble, match="PYSEC-2026-7"):
        packages.exceptions(file, today + timedelta(days=1))


def test_an_exception_without_a_reason_fails(tmp_path):
    file = exceptions(tmp_path, id='"PYSEC-2026-7"', until="2999-01-01", reason='""')
    with pytest.raises(Trouble, match="PYSEC-2026-7"):
        packages.exceptions(file)


@pytest.mark.check("S69", "risky components")
def test_risky_components_are_listed_with_the_reason_and_are_really_in_use():
    """S69: nameko and eventlet are listed as risky components."""
    risky = packages.exceptions()["risky"]
    assert {"nameko", "eventlet"} <= set(risky)
    assert set(risky) <= {name for name, _ in packages.locked()}
    assert all(len(reason) > 60 for reason in risky.values())


@pytest.fixture(scope="module")
def sbom():
    return make_sbom()


def make_sbom():
    return packages.sbom(packages.locked(), packages.of_the_client(), packages.exceptions()["risky"])


@pytest.mark.check("S69", "the bill of materials")
def test_the_bill_of_materials_is_whole(sbom):
    """S69: an SBOM in CycloneDX is built and compared: every locked package, its version and each of its hashes."""
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(sbom)) is None
    listed = {(one["name"], one["version"]): {hash["content"] for hash in one["hashes"]} for one in sbom["components"]}
    for lock in LOCKS.glob("*.lock"):
        for entry in re.split(r"\n(?=\S)", lock.read_text().strip()):
            name, version = re.match(r"([^=]+)==([^ ;]+)", entry).groups()
            hashes = set(re.findall(r"sha256:(\w+)", entry))
            assert hashes and hashes <= listed[name, version], f"{lock.name}: {name}"
    risks = {one["name"] for one in sbom["components"] if "makam:risk" in {note["name"] for note in one["properties"]}}
    assert risks == {"nameko", "eventlet"}


IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*"(@[\w-]+/[\w-]+|[\w-]+)[\w/-]*\"""")


@pytest.mark.check("S69", "the bill of materials: the web client")
def test_the_bill_names_whatever_the_pages_are_built_of(sbom):
    """S69: every npm package that a page imports, and what those need in turn; none that only builds or checks."""
    web = ROOT / "gateway/web"
    sources = [
        file for kind in ("ts", "svelte") for file in (web / "src").rglob(f"*.{kind}") if file.name != "types.ts"
    ]
    imported = {name for file in sources for name in IMPORTED.findall(file.read_text())}
    listed = [one for one in sbom["components"] if one["purl"].startswith("pkg:npm/")]
    names = {one["name"] for one in listed}
    assert imported == {"@lucide/svelte", "openapi-fetch", "svelte"} and imported <= names
    assert not {"vite", "typescript", "axe-core"} & names
    lock = json.loads((web / "package-lock.json").read_text())["packages"]
    locked = {(path.split("node_modules/")[-1], entry["version"]): entry for path, entry in lock.items()}
    for one in listed:
        entry, [hash] = locked[one["name"], one["version"]], one["hashes"]
        assert entry["integrity"] == "sha512-" + b64encode(bytes.fromhex(hash["content"])).decode()
        assert entry.get("dependencies", {}).keys() <= names
    assert any(one["purl"].startswith("pkg:npm/%40lucide/svelte@") for one in listed)


def test_the_same_locks_make_the_same_bill(sbom):
    assert make_sbom() == sbom


@pytest.mark.check("S69", "hashes pinned")
def test_every_image_installs_what_is_locked_and_checks_the_hashes():
    """S69: hashes are pinned, and what is built asks for them."""
    for dockerfile in [*ROOT.glob("services/*/Dockerfile"), ROOT / "gateway/Dockerfile"]:
        installs = [line for line in dockerfile.read_text().splitlines() if "pip install" in line and ".lock" in line]
        assert installs and all("--require-hashes" in line for line in installs), dockerfile
