"""The secrets of a site."""

import stat

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from makam_tools import keys


def files(folder):
    return {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.check("S45", "keys")
def test_secrets_are_for_their_owner_alone(tmp_path):
    keys.ready(tmp_path / "keys")
    for name, path in files(tmp_path / "keys").items():
        assert stat.S_IMODE(path.stat().st_mode) == (0o444 if "/public/" in name else 0o400), name
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_each_process_gets_its_own_private_key_and_the_public_keys_of_all(tmp_path):
    keys.ready(tmp_path)
    for issuer in keys.ISSUERS:
        secret = {"public", f"{issuer}.pem", f"{issuer}.secret"}
        assert {path.name for path in (tmp_path / issuer).iterdir()} == secret
        private = load_pem_private_key((tmp_path / issuer / f"{issuer}.pem").read_bytes(), None)
        for reader in keys.ISSUERS:
            public = load_pem_public_key((tmp_path / reader / f"public/{issuer}.pem").read_bytes())
            public.verify(private.sign(b"an act"), b"an act")
        assert len(bytes.fromhex((tmp_path / issuer / f"{issuer}.secret").read_text())) == 32


def test_a_second_start_changes_nothing(tmp_path):
    keys.ready(tmp_path)
    before = {name: path.read_bytes() for name, path in files(tmp_path).items()}
    keys.ready(tmp_path)
    assert {name: path.read_bytes() for name, path in files(tmp_path).items()} == before
