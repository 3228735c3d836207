"""The secrets of a site, made on its first start, and `./makam keys [rotate SERVİS | retire SERVİS ANAHTAR |
rotate-fields SERVİS]`: the keys that prove who calls, and those that seal personal data, changed while the site runs
and without signing anybody out."""

import argparse
import json
import os
import secrets
import time
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from makam_kernel.actor import REREAD_SECONDS, REREAD_UNKNOWN_SECONDS, issuer_of
from makam_kernel.actor import SECONDS as TOKEN_SECONDS
from makam_tools.folders import VAR
from makam_tools.trouble import Trouble

ACTS = ("rotate", "retire", "rotate-fields")
ISSUERS = ("gateway", "agenda", "documents", "protocol", "requests", "visitors")


def ready(folder):
    """Make what is not there yet: `<issuer>/` for one process each, `broker.json` with the passwords."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    for issuer in ISSUERS:
        _once(folder / issuer / f"{issuer}.pem", _private_key)
        for place in (f"{issuer}.secret", f"{issuer}.blind"):
            _once(folder / issuer / place, _field_key)
        if not field_keys(folder, issuer):
            _once(folder / issuer / "fields/1.key", _field_key)
    for issuer in ISSUERS:
        if not kids(folder, issuer):
            public = _public_key((folder / issuer / f"{issuer}.pem").read_bytes())
            _once(folder / issuer / "public" / f"{issuer}.pem", lambda made=public: made, mode=0o444)
        for kid in kids(folder, issuer):
            _lay(folder, kid, (folder / issuer / "public" / f"{kid}.pem").read_bytes())
    _once(folder / "broker.json", _broker_passwords)


def kids(folder, issuer):
    """The names of an issuer's public keys that are valid now."""
    return _kids(folder / issuer / "public", issuer)


def kid_in_use(folder, issuer):
    """The one that the issuer signs with."""
    public = _public_key((folder / issuer / f"{issuer}.pem").read_bytes())
    own = folder / issuer / "public"
    return next((kid for kid in kids(folder, issuer) if (own / f"{kid}.pem").read_bytes() == public), None)


def rotate(folder, issuer):
    """Give an issuer a new pair, and tell its kid. What the old key signed stays valid until that is retired."""
    used = [*kids(folder, issuer), *_kids(folder / issuer / "retired", issuer)]
    number = max([1, *(int(kid.partition("@")[2] or 1) for kid in used)]) + 1
    kid, private = f"{issuer}@{number}", _private_key()
    _lay(folder, kid, _public_key(private))
    time.sleep(REREAD_UNKNOWN_SECONDS)  # who looked for new keys just before would not look again for so long
    _write(folder / issuer / f"{issuer}.pem", private, 0o400)
    return kid


def retire(folder, issuer, kid):
    """Let a key die everywhere within seconds. The issuer keeps it for the audit heads that it signed."""
    if kid not in kids(folder, issuer):
        raise Trouble(f"{issuer} için geçerli böyle bir anahtar yok: {kid}")
    if kid == kid_in_use(folder, issuer):
        raise Trouble(f"{kid} şimdi kullanılan anahtar; önce yenisini verin: ./makam keys rotate {issuer}")
    _write(folder / issuer / "retired" / f"{kid}.pem", (folder / issuer / "public" / f"{kid}.pem").read_bytes(), 0o444)
    for reader in ISSUERS:
        (folder / reader / "public" / f"{kid}.pem").unlink(missing_ok=True)


def field_keys(folder, issuer):
    """The numbers of the keys that open an issuer's personal data; the greatest seals."""
    return sorted(int(file.stem) for file in (folder / issuer / "fields").glob("*.key"))


def rotate_fields(folder, issuer):
    """Give an issuer a new key for personal data, and tell its number. The running service seals with it within
    seconds, and then seals anew, batch by batch, what the earlier ones sealed."""
    number = field_keys(folder, issuer)[-1] + 1
    _once(folder / issuer / f"fields/{number}.key", _field_key)
    return number


def main(arguments):
    """The verb's exit code."""
    parser = argparse.ArgumentParser(prog="./makam keys", description="Servislerin imza anahtarları.")
    parser.add_argument("--var", type=Path, default=VAR, help="durumun tutulduğu klasör")
    parser.add_argument("act", nargs="?", choices=ACTS, help="yeni anahtar ver ya da eskisini düşür")
    parser.add_argument("issuer", nargs="?", choices=ISSUERS, help="kimin anahtarı")
    parser.add_argument("kid", nargs="?", help="düşürülecek anahtarın adı")
    chosen = parser.parse_args(arguments)
    if chosen.act and not chosen.issuer or (chosen.act == "retire") != bool(chosen.kid):
        parser.error("rotate SERVİS, retire SERVİS ANAHTAR ya da rotate-fields SERVİS")
    folder = chosen.var / "keys"
    if not folder.is_dir():
        raise Trouble(f"Burada anahtar yok: {folder}")
    if chosen.act == "rotate":
        kid = rotate(folder, chosen.issuer)
        print(f"Yeni anahtar: {kid}; çalışan servis onu {REREAD_SECONDS} saniye içinde kullanmaya başlar.")
        print(f"Eskisini {TOKEN_SECONDS // 60} dakika sonra düşürün: ./makam keys retire {chosen.issuer} ANAHTAR")
    elif chosen.act == "retire":
        retire(folder, chosen.issuer, chosen.kid)
        print(f"{chosen.kid} düşürüldü; {REREAD_SECONDS} saniye içinde hiçbir servis kabul etmez.")
    elif chosen.act == "rotate-fields":
        number = rotate_fields(folder, chosen.issuer)
        print(f"Kişisel verilerin yeni anahtarı: {chosen.issuer} {number}; veriler arka planda yeniden şifrelenir.")
        print(f"Servisin durumunda field_key {number}, resealed true görününce fields/ klasöründeki eski anahtarı")
        print("kaldırın ve yedeklerden ayrı bir yerde saklayın: eski yedekler onunla açılır.")
    else:
        for issuer in ISSUERS:
            in_use = kid_in_use(folder, issuer)
            print(f"{issuer:<10}", *(f"{kid}*" if kid == in_use else kid for kid in kids(folder, issuer)))
        print("* imzalarken kullanılan")
    return 0


def _kids(folder, issuer):
    return [file.stem for file in sorted(folder.glob("*.pem")) if issuer_of(file.stem) == issuer]


def _lay(folder, kid, public):
    for reader in ISSUERS:
        _once(folder / reader / "public" / f"{kid}.pem", lambda: public, mode=0o444)


def broker_passwords(folder):
    return json.loads((folder / "broker.json").read_text())


def subscriber_password(folder, name):
    """The password of an outside subscriber, made at its first use."""
    return password(folder / "subscribers" / f"{name}.secret")


def forget_subscriber(folder, name):
    """Let the password of an outside subscriber go."""
    (folder / "subscribers" / f"{name}.secret").unlink(missing_ok=True)


def password(path):
    """A password that no person types, in a file of its own, made at its first use."""
    _once(path, lambda: secrets.token_urlsafe(48).encode())
    return path.read_text()


def secret(path):
    """A generated password in a file of its own, made at its first use."""
    _once(path, lambda: secrets.token_urlsafe(12).encode())
    return path.read_text()


def _once(path, make, mode=0o400):
    """Never over an existing file: a lost key is a loss, a replaced one is a lie."""
    if not path.exists():
        _write(path, make(), mode)


def _write(path, text, mode):
    """As a whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".new")
    unfinished.unlink(missing_ok=True)
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(text)
        os.fsync(file.fileno())
    unfinished.rename(path)


def _field_key():
    return secrets.token_hex(32).encode()


def _private_key():
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return Ed25519PrivateKey.generate().private_bytes(encoding, form, serialization.NoEncryption())


def _public_key(private):
    key = serialization.load_pem_private_key(private, password=None).public_key()
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def _broker_passwords():
    return json.dumps({issuer: secrets.token_urlsafe(48) for issuer in ISSUERS}).encode()
