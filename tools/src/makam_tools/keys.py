"""The secrets of a site, made on its first start."""

import json
import os
import secrets

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ISSUERS = ("gateway", "requests", "visitors")


def ready(folder):
    """Make what is not there yet: `<issuer>/` for one process each, `broker.json` with the passwords."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    for issuer in ISSUERS:
        _once(folder / issuer / f"{issuer}.pem", _private_key)
        _once(folder / issuer / f"{issuer}.secret", lambda: secrets.token_hex(32).encode())
    for issuer in ISSUERS:
        public = _public_key((folder / issuer / f"{issuer}.pem").read_bytes())
        for reader in ISSUERS:
            _once(folder / reader / "public" / f"{issuer}.pem", lambda made=public: made, mode=0o444)
    _once(folder / "broker.json", _broker_passwords)


def broker_passwords(folder):
    return json.loads((folder / "broker.json").read_text())


def secret(path):
    """A generated password in a file of its own, made at its first use."""
    _once(path, lambda: secrets.token_urlsafe(12).encode())
    return path.read_text()


def _once(path, make, mode=0o400):
    """Never over an existing file: a lost key is a loss, a replaced one is a lie."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".new")
    unfinished.unlink(missing_ok=True)
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(make())
        os.fsync(file.fileno())
    unfinished.rename(path)


def _private_key():
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return Ed25519PrivateKey.generate().private_bytes(encoding, form, serialization.NoEncryption())


def _public_key(private):
    key = serialization.load_pem_private_key(private, password=None).public_key()
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def _broker_passwords():
    return json.dumps({issuer: secrets.token_urlsafe(24) for issuer in ISSUERS}).encode()
