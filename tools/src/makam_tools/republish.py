"""`./makam republish TÜR|SERVİS`: has a service tell a noun anew, whole, for a new subscriber, a rebuilt copy or a
database that was put back; through the API, a batch at a time.

Only copies take it; nobody acts on it. What the service tells meanwhile goes between the batches.
"""

import argparse
from pathlib import Path

from makam_tools import signing_in
from makam_tools.folders import VAR
from makam_tools.site import Site
from makam_tools.trouble import Trouble

ENDING = ".snapshot.v1"


def main(arguments):
    """The verb's exit code."""
    parser = argparse.ArgumentParser(prog="./makam republish", description="Kayıtların bugünkü durumunu bildirir.")
    parser.add_argument("--var", type=Path, default=VAR, help="durumun tutulduğu klasör")
    parser.add_argument("what", metavar="TÜR|SERVİS", help=f"servis ya da tür: {', '.join(_nouns())}")
    chosen = parser.parse_args(arguments)
    chosen_nouns = [(owner, noun) for noun, owner in _nouns().items() if chosen.what in (owner, noun)]
    if not chosen_nouns:
        raise Trouble(f"Yeniden bildirilen böyle bir tür ya da servis yok: {chosen.what}")
    with signing_in.operator(Site(chosen.var)) as api:
        for owner, noun in chosen_nouns:
            print(f"{owner:<10} {noun:<14} {_tell(api, owner, noun)} kayıt bildiriliyor")
    return 0


def _nouns():
    """Each noun that is told anew, and the service that does."""
    told = [(kind, contract["service"]) for contract in Site.contracts() for kind in contract["tells"]]
    return {kind.removesuffix(ENDING): owner for kind, owner in told if kind.endswith(ENDING)}


def _tell(api, owner, noun):
    count, after, more = 0, None, True
    while more:
        answer = api.post(f"/operations/{owner}/snapshots", json={"noun": noun, "after": after})
        if answer.is_error:
            raise Trouble(answer.json()["detail"])
        batch = answer.json()
        count, after = count + batch["count"], batch["next"]
        more = after is not None
    return count
