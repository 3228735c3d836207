"""`./makam replay SERVİS --hours N`: has a service send once more what it told in the last hours, through the API.

For events that a queue has lost: whoever heard them knows their ids and does nothing; whoever did not, does it now.
Sent events are kept for 30 days; of what is older, the present state is told anew (`./makam republish`).
"""

import argparse
from datetime import UTC, datetime, timedelta
from pathlib import Path

from makam_tools import signing_in
from makam_tools.folders import VAR
from makam_tools.site import MODULES, Site
from makam_tools.trouble import Trouble


def main(arguments):
    """The verb's exit code."""
    parser = argparse.ArgumentParser(prog="./makam replay", description="Bildirilmiş olayları yeniden yollar.")
    parser.add_argument("--var", type=Path, default=VAR, help="durumun tutulduğu klasör")
    parser.add_argument("--hours", type=float, required=True, help="son kaç saatin olayları")
    parser.add_argument("service", choices=list(MODULES), help="bildiren servis")
    chosen = parser.parse_args(arguments)
    until = datetime.now(UTC)  # what leaves from now on is not taken again
    span = {"since": (until - timedelta(hours=chosen.hours)).isoformat(), "until": until.isoformat()}
    count, done = 0, False
    with signing_in.operator(Site(chosen.var)) as api:
        while not done:
            answer = api.post(f"/operations/{chosen.service}/replays", json=span)
            if answer.is_error:
                raise Trouble(answer.json()["detail"])
            count, done = count + answer.json()["count"], answer.json()["done"]
    print(f"{chosen.service}: {count} olay yeniden yollanıyor")
    return 0
