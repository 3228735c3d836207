"""`./makam demo`: a public day and a day of the office, told as a story against the running system, every step of it
checked."""

import argparse
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from makam_tools import running
from makam_tools.demonstration import walk
from makam_tools.demonstration.narrator import Narrator
from makam_tools.demonstration.office import Office, Refused
from makam_tools.demonstration.town import Town
from makam_tools.folders import VAR
from makam_tools.site import Site
from makam_tools.trial import Trial
from makam_tools.trouble import Trouble


def say(line):
    print(line, flush=True)


def main(arguments):
    words = "Bir halk gününü ve makamın bir gününü adım adım anlatır, denetler."
    parser = argparse.ArgumentParser(prog="./makam demo", description=words)
    parser.add_argument("--fresh", action="store_true", help="kendine ait geçici bir sistemde")
    parser.add_argument("--var", type=Path, default=VAR, help="çalışan sistemin durumunu tuttuğu klasör")
    chosen = parser.parse_args(arguments)
    return on_a_fresh_site() if chosen.fresh else on_running_site(Site(chosen.var))


def on_a_fresh_site():
    """Tell it on a site that lives as long as the story, with the few people and units it needs."""
    with tempfile.TemporaryDirectory(prefix="makam-") as folder:
        say("Geçici sistem başlatılıyor…")
        with Trial(folder) as trial:
            part = {"logins": walk.LOGINS, "units": walk.UNITS, "categories": walk.CATEGORIES}
            return tell(trial.url, trial.site.first_admin(), say, **part)


def on_running_site(site):
    """Tell it on the demonstration site that runs; a real one has no business clock to move."""
    known = running.read(site) if running.is_held(site) else {}
    if known.get("state") != "ready":
        raise Trouble("çalışan bir sistem yok. Önce ./makam up, ya da geçici bir sistemde: ./makam demo --fresh")
    if not site.facts().get("demonstration"):
        raise Trouble("bu sistem boş başlatılmış (--empty); anlatım onda iz bırakır. Geçici sistemde: --fresh")
    return tell(known["url"], site.first_admin(), say)


def tell(url, admin, say, **part):
    """Tell the story; 0 when all was as it should be. ``part`` is the part of the town that is enough."""
    narrator = Narrator(say)
    with Office(url) as office:
        office.know(admin["login"], admin["password"])
        town = Town(office, admin["login"], **part)
        try:
            town.settle()
            story = walk.Walk(office, town, narrator)
            say(f"İş saati anlatım boyunca {story.day:%d.%m.%Y} gününe alınır, sonunda geri verilir.")
            for heading, step in story.steps():
                narrator.step(heading)
                step()
        except (Refused, TimeoutError, LookupError) as error:
            narrator.give_up(error)
        finally:
            office.put(town.admin, "/clock", {"at": datetime.now(UTC).isoformat()})
    say(f"\n{narrator.checked} denetim, {narrator.failed} yanlış.")
    return 1 if narrator.failed else 0
