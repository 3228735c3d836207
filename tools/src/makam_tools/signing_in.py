"""Signing in to a site as its operator, for `./makam`'s own verbs and for tests.

Where two factors are asked for, the first operator's second one is set up at the first sign-in from this machine; its
secret lies beside the password, for whoever reads one of them here reads both. A person adds it to a telephone.
"""

import getpass
import os
import sys
import time
from functools import cache

import httpx
import pyotp

from makam_tools.trouble import Trouble

SECONDS = 30
PERIOD = 30
MENDABLE = ("session.refused", "session.code_needed", "session.code_wrong")


class Refused(Trouble):
    """The site does not let this one in; `code` says why."""

    def __init__(self, problem):
        super().__init__(problem["detail"])
        self.code = problem["code"]


def operator(site):
    """A client of the running site for its operator, whose last session is used while it lives."""
    base = f"{site.known_url()}/api/v1"
    kept = site.run / "operator.session"
    try:
        if not (kept.exists() and _is_alive(base, kept.read_text())):
            with _first_operator(base, site) as client:
                _keep(kept, client.headers["Cookie"])
    except httpx.TransportError:
        raise Trouble("Makam çalışmıyor. Başlatmak için: ./makam up") from None
    return _client(base, kept.read_text())


def sign_in(base, login, password, code=None):
    """A client that is signed in; ``Refused`` otherwise."""
    facts = {"login": login, "password": password} | ({"code": code} if code else {})
    answer = httpx.post(f"{base}/session", json=facts, timeout=SECONDS, verify=trust())
    if answer.status_code != 201:
        raise Refused(answer.json())
    return _client(base, answer.headers["set-cookie"].split(";")[0])


def _first_operator(base, site):
    admin, secret = site.first_admin(), site.keys / "gateway/first_admin.totp"
    try:
        client = _with_codes(base, admin["login"], admin["password"], secret)
    except Refused as refused:
        if refused.code not in MENDABLE or not sys.stdin.isatty():
            raise
        client = _asked(base, refused)
    if _state(base, client.headers["Cookie"]) == "totp_setup_needed":
        _enrol(base, client.headers["Cookie"], secret)
    return client


def _with_codes(base, login, password, secret):
    """With the code of the last, the present or the next half minute: each is taken once."""
    if not secret.exists():
        return sign_in(base, login, password)
    codes, now = pyotp.TOTP(secret.read_text()), time.time()
    for away in (-1, 0, 1):
        try:
            return sign_in(base, login, password, codes.at(int(now) + away * PERIOD))
        except Refused as refused:
            if refused.code != "session.code_wrong" or away == 1:
                raise


def _asked(base, refused):
    """By what the person at the terminal knows."""
    print(refused, file=sys.stderr)
    login, password = input("Kullanıcı adı: "), getpass.getpass("Parola: ")
    return sign_in(base, login, password, input("Doğrulama kodu (yoksa boş): ").strip() or None)


def _enrol(base, cookie, secret):
    with _client(base, cookie) as client:
        made = client.post("/me/totp").json()["secret"]
        code = pyotp.TOTP(made).at(int(time.time()) - PERIOD)
        client.put("/me/totp/confirmation", json={"code": code}).raise_for_status()
    _keep(secret, made, mode=0o400)


def _is_alive(base, cookie):
    return _state(base, cookie) == "full"


def _state(base, cookie):
    """How far a session goes; None for one that is over."""
    answer = httpx.get(f"{base}/me", headers={"Cookie": cookie}, timeout=SECONDS, verify=trust())
    return answer.json()["state"] if answer.status_code == 200 else None


def _client(base, cookie):
    return httpx.Client(base_url=base, headers={"Cookie": cookie}, timeout=SECONDS, verify=trust())


@cache
def trust():
    """The certificates that a client trusts. To read them takes longer than most answers, so all share them."""
    return httpx.create_ssl_context()


def _keep(file, text, mode=0o600):
    file.unlink(missing_ok=True)
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w") as paper:
        paper.write(text)
