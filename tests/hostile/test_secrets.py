"""No secret lies where others can read it: not in the repository, not in the list of processes."""

import subprocess

import psutil
import pytest
from detect_secrets import SecretsCollection
from detect_secrets.settings import transient_settings

from makam_tools import keys
from makam_tools.folders import ROOT

KINDS = (
    "ArtifactoryDetector",
    "AWSKeyDetector",
    "AzureStorageKeyDetector",
    "GitHubTokenDetector",
    "GitLabTokenDetector",
    "JwtTokenDetector",
    "NpmDetector",
    "PrivateKeyDetector",
    "PypiTokenDetector",
    "SendGridDetector",
    "SlackDetector",
    "StripeDetector",
    "TelegramBotTokenDetector",
)
PLUGINS = [{"name": kind} for kind in KINDS] + [
    {"name": "Base64HighEntropyString", "limit": 4.5},
    {"name": "HexHighEntropyString", "limit": 3.0},
]
HARMLESS = {
    "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.": "a token without a signature, which is refused",
    "mkm_dGhpcyBpcyBub3QgYSBrZXksIGJ1dCBhbiBleGFtcGxl": "the example of a key, which says so in base64",
    "23456789abcdefghjkmnpqrstuvwxyz": "an alphabet",
}
MADE_OF_HASHES = (".lock",)


def found_in(files):
    """The secrets in these files, as (file, line, kind, text)."""
    found = SecretsCollection(root=str(ROOT))
    with transient_settings({"plugins_used": PLUGINS}):
        for file in files:
            found.scan_file(str(file))
    return {(file, one.line_number, one.type, one.secret_value) for file, one in found}


def tracked_files():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    names = [name for name in listed.split("\0") if name and not name.endswith(MADE_OF_HASHES)]
    return [name for name in names if (ROOT / name).is_file()]


@pytest.mark.check("S70", "the repository")
def test_the_repository_holds_no_secret():
    """S70: no private key, token or literal of high entropy in any file under version control."""
    found = {one for one in found_in(tracked_files()) if one[3] not in HARMLESS}
    assert found == set(), "\n".join(f"{file}:{line}: {kind}" for file, line, kind, _ in sorted(found))


def test_the_scan_would_find_one(tmp_path):
    """The control: each kind of secret that a site makes, and a token, is found where it is written down."""
    keys.ready(tmp_path / "keys")
    token = "eyJhbGciOiJFZERTQSJ9." + "eyJzdWIiOiI1ZjNhMTkifQ." + "c2lnbmF0dXJlLW9mLXNvbWVib2R5LWVsc2U"
    secrets = {
        "private": (tmp_path / "keys/gateway/gateway.pem").read_text(),
        "secret": f'secret = "{(tmp_path / "keys/gateway/gateway.secret").read_text()}"',
        "password": f'password = "{keys.broker_passwords(tmp_path / "keys")["gateway"]}"',
        "token": f'token = "{token}"',
    }
    for name, text in secrets.items():
        file = tmp_path / f"{name}.py"
        file.write_text(text)
        assert found_in([file]), name


def secrets_of(site):
    """Every secret of a site, by the place where it lies."""
    files = [file for file in site.keys.rglob("*") if file.suffix in (".secret", ".blind", ".key")]
    found = {str(file.relative_to(site.keys)): file.read_text().strip() for file in files}
    cookie = site.broker / "home/.erlang.cookie"
    return found | keys.broker_passwords(site.keys) | {"cookie": cookie.read_text()}


@pytest.mark.check("S70", "the list of processes")
def test_no_command_line_of_a_running_site_holds_a_secret(site):
    """S70: no secret in the list of processes, which everybody on the machine may read."""
    ours = [psutil.Process(process.pid) for process in site.processes.values()]
    ours += [psutil.Process(pid) for pid in (site.broker.server.pid, site.broker.epmd.pid)]
    ours += [child for process in list(ours) for child in process.children(recursive=True)]
    lines = {process.pid: " ".join(process.cmdline()) for process in ours}
    assert len(lines) >= 5 and all(lines.values())
    secrets = secrets_of(site.site)
    assert len(secrets) > 8
    assert [(place, line) for place, text in secrets.items() for line in lines.values() if text in line] == []


@pytest.mark.check("S70", "logs")
def test_no_log_of_a_running_site_holds_a_secret(site):
    logs = [*site.site.logs.iterdir(), *(site.site.broker / "log").iterdir(), site.site.broker / "console.log"]
    texts = {file.name: file.read_text(errors="replace") for file in logs if file.is_file()}
    found = [(place, name) for place, text in secrets_of(site.site).items() for name in texts if text in texts[name]]
    assert found == []
