"""W1 to W3: what Lighthouse finds about the main pages, on a desk and on a phone; W4: the script of a full week.

A demonstration town on a working morning, and a browser in which each page's person is signed in. Lighthouse visits the
pages by that browser's own port, so it sees what its people see; it comes out of the Node registry, as the lock beside
its `package.json` says, into `var/lighthouse`.
"""

import json
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from makam_bench import week
from makam_bench.figures import Row
from makam_bench.ground import HERE
from makam_tools import chromium, ports
from makam_tools.demonstration.days import next_morning
from makam_tools.demonstration.loading import load
from makam_tools.demonstration.office import Office
from makam_tools.folders import ENVIRONMENT, VAR
from makam_tools.trial import Trial
from makam_tools.trouble import Trouble

SOURCES = HERE / "pages"
INSTALLED = VAR / "lighthouse"
FILES = (".npmrc", "package.json", "package-lock.json")
PAGES = {
    "başkanın günü": ("baskan", "/gunum"),
    "hafta": ("oguz", "/program"),
    "talepler": ("nermin", "/talepler"),
    "vatandaşın sayfası": (None, "/basvuru"),
}
FORMS = {"masa": (["--preset=desktop"], 95), "telefon": ([], 90)}  # Lighthouse's own choice is a phone
CATEGORIES = {"performance": "W1", "accessibility": "W2", "best-practices": "W3"}
NAMES = {"accessibility": "erişilebilirlik", "best-practices": "iyi uygulama"}
PLANNER = "oguz"
MOST_SCRIPT = 100  # milliseconds
ROUNDS = 5
TRIES = 3


def run(folder, size, say):
    """All rows, on a town of its own."""
    say("Lighthouse kuruluyor…")
    _install()
    with tempfile.TemporaryDirectory(prefix="bench-", dir=folder) as place:
        with _a_town(Path(place) / "site", say) as (trial, sign_ins), _a_browser(Path(place) / "profile") as at:
            context, port = at
            people = _People(context, trial.url, sign_ins)
            say("200 kalemli hafta…")
            rows = [_full_week(people)]
            for name, (login, path) in PAGES.items():
                say(f"Lighthouse: {name}…")
                people.sign_in(login)
                rows += _visited(name, trial.url + path, port, Path(place), size.visits)
    return sorted(rows, key=lambda row: row.id)


def _install():
    """As the lock says, unless it lies there already."""
    lock = FILES[-1]
    if (INSTALLED / lock).exists() and (INSTALLED / lock).read_bytes() == (SOURCES / lock).read_bytes():
        return
    shutil.rmtree(INSTALLED, ignore_errors=True)
    INSTALLED.mkdir(parents=True)
    for name in FILES:
        shutil.copy(SOURCES / name, INSTALLED)
    try:
        subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=INSTALLED, env=_environment(), check=True)
    except BaseException:
        shutil.rmtree(INSTALLED)
        raise


def _environment():
    return os.environ | {"PATH": f"{ENVIRONMENT / 'bin'}{os.pathsep}{os.environ['PATH']}"}


@contextmanager
def _a_town(folder, say):
    """A demonstration, its clock at the next working morning; the site and its people's passwords."""
    with Trial(folder) as trial:
        admin = trial.site.first_admin()
        sign_ins = {one["login"]: one["password"] for one in load(trial.url, admin, say)}
        with Office(trial.url) as office:
            office.know(admin["login"], admin["password"])
            office.put(admin["login"], "/clock", {"at": next_morning().isoformat()})
        yield trial, sign_ins


@contextmanager
def _a_browser(profile):
    """A browser that can be driven by a port; its cookies are those of whoever comes by the port."""
    port, (program, environment) = ports.free(), chromium.program()
    options = {"executable_path": program, "env": os.environ | environment, "locale": "tr-TR"}
    with sync_playwright() as playwright:
        arguments = [*chromium.FLAGS, f"--remote-debugging-port={port}"]
        context = playwright.chromium.launch_persistent_context(profile, args=arguments, **options)
        yield context, port
        context.close()


class _People:
    """Whoever sits at the browser."""

    def __init__(self, context, url, sign_ins):
        self.context, self.url, self.sign_ins = context, url, sign_ins

    def sign_in(self, login):
        """Work as this person, or as nobody."""
        self.context.clear_cookies()
        if login:
            self.api("POST", "/session", {"login": login, "password": self.sign_ins[login]})

    def api(self, verb, path, body=None):
        """What the API answers."""
        answer = self.context.request.fetch(f"{self.url}/api/v1{path}", method=verb, data=body)
        assert answer.ok, (verb, path, answer.status, answer.text())
        return answer.json()


def _full_week(people):
    people.sign_in(PLANNER)
    calendars = people.api("GET", "/calendars?limit=100")["items"]
    calendar = next(one["id"] for one in calendars if one["kind"] == "mayor")
    monday = week.monday(datetime.fromisoformat(people.api("GET", "/clock")["at"]))
    for entry in week.entries(monday):
        people.api("POST", f"/calendars/{calendar}/entries", entry)
    page = people.context.new_page()
    cdp = people.context.new_cdp_session(page)
    page.goto(f"{people.url}/program?gun={monday}&takvim={calendar}")
    took = [week.turn_to(page, cdp) for _ in range(ROUNDS)]
    page.close()
    return Row("W4", "200 kalemli haftanın çizimi, betik", took, "ms", most=MOST_SCRIPT, samples=ROUNDS)


def _visited(name, url, port, place, visits):
    """A row per form for its speed, and one for each of what has to hold on both."""
    found = {form: [_visit(url, port, options, place) for _ in range(visits)] for form, (options, _) in FORMS.items()}
    rows = [
        _row("performance", f"{name}, {form}: hız", [one["performance"] for one in found[form]], least)
        for form, (_, least) in FORMS.items()
    ]
    for category, said in NAMES.items():
        worst = [min(one[category] for one in same) for same in zip(*found.values(), strict=True)]
        rows.append(_row(category, f"{name}: {said}", worst, 100))
    return rows


def _row(category, what, scores, least):
    return Row(CATEGORIES[category], what, scores, "puan", least=least, samples=len(scores))


def _visit(url, port, options, place):
    """The scores of one visit, of 100."""
    command = ["node", str(INSTALLED / "node_modules/lighthouse/cli/index.js"), url, f"--port={port}"]
    command += ["--disable-storage-reset", "--no-enable-error-reporting", "--quiet", *options]
    command += ["--output=json", f"--output-path={place / 'report.json'}", f"--only-categories={','.join(CATEGORIES)}"]
    for _ in range(TRIES):
        done = subprocess.run(command, env=_environment(), capture_output=True, text=True)
        report = json.loads((place / "report.json").read_text())
        if not report.get("runtimeError"):  # of the trace, on a machine that is busy
            return {name: round(one["score"] * 100) for name, one in report["categories"].items()}
    raise Trouble(f"Lighthouse {url} sayfasını ölçemedi: {done.stderr[-500:]}")
