"""`./makam parked [SERVİS [redrive|drop OLAY İŞLEYEN]]`: events that were given up after all tries, through the API.

To drop one takes a reason, which is kept on record: `--reason done_by_hand`.
"""

import argparse
from pathlib import Path

from makam_kernel.operations import DROP_REASONS
from makam_tools import signing_in
from makam_tools.folders import VAR
from makam_tools.site import MODULES, Site
from makam_tools.trouble import Trouble


def main(arguments):
    """The verb's exit code."""
    parser = argparse.ArgumentParser(prog="./makam parked", description="İşlenemeyip bekletilen olaylar.")
    parser.add_argument("--var", type=Path, default=VAR, help="durumun tutulduğu klasör")
    parser.add_argument("service", nargs="?", choices=list(MODULES), help="yalnız bu servis")
    parser.add_argument("act", nargs="?", choices=["redrive", "drop"], help="yeniden dene ya da düşür")
    parser.add_argument("event", nargs="?", help="olayın kimliği")
    parser.add_argument("handler", nargs="?", help="işleyenin adı")
    parser.add_argument("--reason", choices=DROP_REASONS, help="düşürmenin gerekçesi; kayda geçer")
    chosen = parser.parse_args(arguments)
    if chosen.act and not (chosen.event and chosen.handler):
        parser.error("olayın kimliği ve işleyenin adı gerekli")
    if (chosen.act == "drop") != (chosen.reason is not None):
        parser.error("düşürmek için, yalnız düşürmek için, gerekçe gerekli: --reason")
    with signing_in.operator(Site(chosen.var)) as api:
        if chosen.act:
            return _act(api, chosen)
        return _list(api, [chosen.service] if chosen.service else list(MODULES))


def _list(api, services):
    rows = [(name, event) for name in services for event in api.get(f"/operations/{name}/parked").json()["items"]]
    for name, event in rows:
        tries = f"{event['attempts']} deneme"
        print(name, event["event_id"], event["type"], event["handler"], event["error"], tries, event["last_at"])
    if not rows:
        print("Bekletilen olay yok.")
    return 0


def _act(api, chosen):
    body = {"event_id": chosen.event, "handler": chosen.handler}
    if chosen.reason:
        body["reason"] = chosen.reason
    answer = api.post(f"/operations/{chosen.service}/parked/{chosen.act}", json=body)
    if answer.is_error:
        raise Trouble(answer.json()["detail"])
    print("Yeniden denenecek." if chosen.act == "redrive" else "Düşürüldü.")
    return 0
