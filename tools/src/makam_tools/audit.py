"""`./makam audit verify [SERVİS…] [--known YER:ÖZET]`: walks the audit chains of the running site, through the API.

The gateway keeps the ends of the services' chains, and each chain is held against the end that is kept. The end of the
gateway's own chain is kept by nobody but who prints it: this verb, and the gateway's log when it stops. `--known` holds
a chain against an end that was printed before.
"""

import argparse
from pathlib import Path

from makam_tools import signing_in
from makam_tools.folders import VAR
from makam_tools.site import MODULES, Site

FAULTS = {
    "gap": "zincirde boşluk: kaydın yeri silinmiş",
    "changed": "kayıt ya da zincir değiştirilmiş",
    "entry_missing": "kayıt silinmiş",
    "inserted": "zincire girmeden mühürlü gösterilen ya da mührü kaldırılan kayıt",
    "cut": "zincirin sonu kesilmiş",
    "head_changed": "zincir, saklanan başa uymuyor: kayıtlar yeniden yazılmış",
    "signature": "başın imzası geçersiz",
    "unsigned_end": "zincirin sonu imzasız",
    "clock_back": "bu kayıttan önce makinenin saati geri alınmış",
}


def main(arguments):
    """The verb's exit code: 1 for a fault, and for a chain that could not be walked."""
    parser = argparse.ArgumentParser(prog="./makam audit", description="Denetim zincirleri.")
    parser.add_argument("--var", type=Path, default=VAR, help="durumun tutulduğu klasör")
    parser.add_argument("act", choices=["verify"], help="zincirleri baştan sona doğrula")
    parser.add_argument("services", nargs="*", metavar="servis", help=f"yalnız bunlar: {', '.join(MODULES)}")
    parser.add_argument("--known", type=_head, help="tek servis için, daha önce yazdırılan baş (YER:ÖZET)")
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.services) - set(MODULES):
        parser.error(f"böyle bir servis yok: {', '.join(sorted(unknown))}")
    if chosen.known and len(chosen.services) != 1:
        parser.error("--known tek bir servisle verilir")
    with signing_in.operator(Site(chosen.var)) as api:
        kept = {line["service"]: line for line in api.get("/operations/audit-heads").json()["items"]}
        known = {chosen.services[0]: chosen.known} if chosen.known else kept
        whole = [_verify(api, name, known.get(name)) for name in chosen.services or MODULES]
    return 0 if all(whole) else 1


def _verify(api, service, known):
    """Whether a chain is whole; told to people."""
    question, faults, done = {}, [], False
    if known:
        question = {"known_place": known["place"], "known_hash": known["hash"]}
    while not done:
        answer = api.get(f"/operations/{service}/audit", params=question)
        if answer.is_error:
            print(f"{service:<10} doğrulanamadı: {answer.json()['detail']}")
            return False
        report = answer.json()
        faults += report["faults"]
        question |= {"after": report["place"], "hash": report["hash"]}
        done = report["done"]
    head = report["head"]
    print(f"{service:<10} {report['place']} kayıt, {'SORUN VAR' if faults else 'zincir sağlam'}")
    print(f"{'':<10} baş {head['place']}:{head['hash']}" if head else f"{'':<10} henüz mühürlenmiş kayıt yok")
    if known:
        print(f"{'':<10} saklanan başla karşılaştırıldı: {known['place']}")
    for fault in faults:
        print(f"{'':<10} {fault['place']}. kayıt: {FAULTS[fault['fault']]}")
    if known and known.get("lost_at"):
        print(f"{'':<10} ağ geçidi zincirin sürmediğini ilk kez gördü: {known['lost_at']}")
    return not faults and not (known and known.get("lost_at"))


def _head(text):
    place, _, hash = text.partition(":")
    if not place.isdecimal() or len(hash) != 64:
        raise argparse.ArgumentTypeError("YER:ÖZET")
    return {"place": int(place), "hash": hash}
