"""The secrets of a site."""

import stat

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from makam_tools import keys
from makam_tools.trouble import Trouble


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
        secret = {"public", "fields", f"{issuer}.pem", f"{issuer}.secret", f"{issuer}.blind"}
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


@pytest.fixture
def no_waiting(monkeypatch):
    monkeypatch.setattr(keys.time, "sleep", lambda seconds: None)


class TestRotation:
    """`./makam keys rotate` and `retire`."""

    def readers_of(self, folder, kid):
        return {path.parts[-3] for path in folder.glob(f"*/public/{kid}.pem")}

    def test_gives_a_new_pair_whose_public_half_everybody_has(self, tmp_path, no_waiting):
        keys.ready(tmp_path)
        before = (tmp_path / "gateway/gateway.pem").read_bytes()
        assert keys.rotate(tmp_path, "gateway") == "gateway@2" == keys.kid_in_use(tmp_path, "gateway")
        assert (tmp_path / "gateway/gateway.pem").read_bytes() != before
        assert keys.kids(tmp_path, "gateway") == ["gateway", "gateway@2"]
        assert self.readers_of(tmp_path, "gateway@2") == set(keys.ISSUERS)
        assert stat.S_IMODE((tmp_path / "gateway/gateway.pem").stat().st_mode) == 0o400

    def test_retires_the_old_one_everywhere_and_for_good(self, tmp_path, no_waiting):
        keys.ready(tmp_path)
        keys.rotate(tmp_path, "gateway")
        keys.retire(tmp_path, "gateway", "gateway")
        keys.ready(tmp_path)  # the next start must not bring it back
        assert self.readers_of(tmp_path, "gateway") == set()
        assert self.readers_of(tmp_path, "gateway@2") == set(keys.ISSUERS)
        assert (tmp_path / "gateway/retired/gateway.pem").exists()
        assert keys.rotate(tmp_path, "gateway") == "gateway@3"

    def test_never_retires_the_key_in_use_nor_one_that_is_not_there(self, tmp_path):
        keys.ready(tmp_path)
        for kid in ("gateway", "gateway@7", "requests"):
            with pytest.raises(Trouble):
                keys.retire(tmp_path, "gateway", kid)

    def test_a_number_is_never_used_again(self, tmp_path, no_waiting):
        keys.ready(tmp_path)
        for kid in ("gateway", "gateway@2"):
            keys.rotate(tmp_path, "gateway")
            keys.retire(tmp_path, "gateway", kid)
        assert keys.kids(tmp_path, "gateway") == ["gateway@3"]

    def test_the_verb_shows_which_key_is_in_use(self, tmp_path, no_waiting, capsys):
        keys.ready(tmp_path / "keys")
        assert keys.main(["--var", str(tmp_path), "rotate", "requests"]) == 0
        keys.main(["--var", str(tmp_path)])
        assert "requests   requests requests@2*" in capsys.readouterr().out
        assert keys.main(["--var", str(tmp_path), "retire", "requests", "requests"]) == 0
        keys.main(["--var", str(tmp_path)])
        assert "requests   requests@2*" in capsys.readouterr().out


@pytest.mark.check("S56", "the verb")
class TestFieldKeys:
    """`./makam keys rotate-fields`."""

    def test_a_new_one_is_laid_beside_the_earlier_ones(self, tmp_path, capsys):
        keys.ready(tmp_path / "keys")
        first = (tmp_path / "keys/requests/fields/1.key").read_text()
        assert keys.main(["--var", str(tmp_path), "rotate-fields", "requests"]) == 0
        assert keys.field_keys(tmp_path / "keys", "requests") == [1, 2]
        assert keys.field_keys(tmp_path / "keys", "visitors") == [1]
        assert (tmp_path / "keys/requests/fields/1.key").read_text() == first
        made = tmp_path / "keys/requests/fields/2.key"
        assert len(bytes.fromhex(made.read_text())) == 32 and stat.S_IMODE(made.stat().st_mode) == 0o400

    def test_one_that_was_taken_away_is_not_made_again(self, tmp_path):
        keys.ready(tmp_path)
        assert keys.rotate_fields(tmp_path, "requests") == 2
        (tmp_path / "requests/fields/1.key").unlink()
        keys.ready(tmp_path)
        assert keys.field_keys(tmp_path, "requests") == [2]
        assert keys.rotate_fields(tmp_path, "requests") == 3
