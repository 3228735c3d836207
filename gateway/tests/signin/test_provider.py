"""Signing in by the municipality's directory, and everything on the way back that does not hold."""

import base64
import hashlib
import json
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from oidc_provider_mock import _app
from oidc_provider_mock._storage import storage

from makam_gateway.oidc import signin
from makam_gateway.oidc.provider import check_place
from makam_gateway.oidc.settings import OidcSettings
from makam_kernel.errors import Forbidden

check = pytest.mark.check
SECRET = "saglayiciya-verilen-soz-0123456789"


def refused(answer, status=403):
    """The words of the page that says what went wrong."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert not [one for one in answer.headers.get_list("set-cookie") if one.startswith("__Host-makam=")]
    return answer.text


@pytest.fixture
def forged(monkeypatch):
    """The provider's tokens are changed before they leave: ``forged(exp=…)``, and signed as ``sign(claims)`` says."""

    def forge(sign=None, **changed):
        honest = _app.OpenIDCode.encode_id_token

        def encode(self, token, request):
            text = honest(self, token, request)
            claims = json.loads(base64.urlsafe_b64decode(text.split(".")[1] + "=="))
            claims = {name: value for name, value in (claims | changed).items() if value is not None}
            own = storage.jwk.as_dict(is_private=True)
            honestly = {"alg": "RS256", "kid": own["kid"]}
            return sign(claims) if sign else jwt.encode(honestly, claims, RSAKey.import_key(own))

        monkeypatch.setattr(_app.OpenIDCode, "encode_id_token", encode)

    return forge


@pytest.fixture
def somebody(strict):
    """Makes a person here and their subject at the provider; the client of their browser."""

    def make(login, *roles):
        strict.hire(login, *(roles or ["secretary"]))
        strict.at_provider(f"{login}@ad", preferred_username=login)
        return strict.client()

    return make


class TestTheWay:
    def test_leads_to_the_provider_with_everything_that_binds_the_answer(self, strict):
        answer = strict.client().get("/session/oidc")
        there = urlsplit(answer.headers["location"])
        wanted = {name: values[0] for name, values in parse_qs(there.query).items()}
        assert f"{there.scheme}://{there.netloc}" == strict.provider
        assert wanted["response_type"] == "code"
        assert wanted["code_challenge_method"] == "S256"
        assert len(wanted["code_challenge"]) == 43 and len(wanted["nonce"]) == 43 and len(wanted["state"]) > 40
        assert wanted["redirect_uri"] == f"{strict.trial.url}/api/v1/session/oidc/callback"
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-makam-oidc=")
        assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))

    def test_and_back_signs_in_whoever_the_provider_names(self, strict, somebody):
        client = somebody("dizinden")
        answer = strict.come_back(client, strict.go_to_provider(client, "dizinden@ad"))
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        me = strict.must(client.get("/me"))
        assert (me["name"], me["state"]) == ("Dizinden", "full")
        [session] = strict.must(client.get("/me/sessions"))["items"]
        assert session["method"] == "oidc"

    def test_proves_that_it_was_begun_here(self, strict, somebody, monkeypatch):
        """The provider gets the word behind the challenge (RFC 7636)."""
        client, given = somebody("pkceli"), []
        honest = _app.AuthorizationCodeGrant.validate_token_request
        monkeypatch.setattr(
            _app.AuthorizationCodeGrant,
            "validate_token_request",
            lambda self: given.append(dict(self.request.form)) or honest(self),
        )
        strict.come_back(client, strict.go_to_provider(client, "pkceli@ad"))
        [form] = given
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        assert strict.asked["code_challenge"] == base64.urlsafe_b64encode(digest).decode().rstrip("=")

    @pytest.mark.parametrize("place", ["//evil.example", "https://evil.example/"])
    def test_ends_on_the_front_page_whatever_else_is_asked(self, strict, somebody, place):
        login = f"baska{len(place)}"
        client = somebody(login)
        back = strict.go_to_provider(client, f"{login}@ad") | {"next": place, "redirect_uri": place, "return_to": place}
        assert strict.come_back(client, back).headers["location"] == "/"


class TestTheWayBack:
    def test_with_another_nonce_is_refused(self, strict, somebody):
        client = somebody("nonce")
        back = strict.go_to_provider(client, "nonce@ad", nonce="A" * 43)
        assert "Oturum açılamadı" in refused(strict.come_back(client, back))

    @pytest.mark.parametrize("state", ["", "x", "a.b.c", "ışık"])
    def test_with_another_state_is_refused(self, strict, somebody, state):
        login = f"state{len(state)}"
        client = somebody(login)
        back = strict.go_to_provider(client, f"{login}@ad")
        assert "Oturum açma süresi doldu" in refused(strict.come_back(client, back | {"state": state}))

    def test_in_another_browser_is_refused(self, strict, somebody):
        """Otherwise somebody could be made to work under another's name without noticing."""
        back = strict.go_to_provider(somebody("kurban"), "kurban@ad")
        assert "Oturum açma süresi doldu" in refused(strict.come_back(strict.client(), back))
        other = somebody("digerkurban")
        strict.go_to_provider(other, "digerkurban@ad")
        refused(strict.come_back(other, back))

    def test_is_gone_once(self, strict, somebody):
        client = somebody("tekrar")
        back, way = strict.go_to_provider(client, "tekrar@ad"), client.headers["Cookie"]
        assert strict.come_back(client, back).status_code == 303
        again = strict.client()
        again.headers["Cookie"] = way
        assert "Oturum açma süresi doldu" in refused(strict.come_back(again, back))

    def test_after_too_long_a_time_is_refused(self):
        state = signin.new_state(b"secret")
        signin.check_state(b"secret", state, state)
        with pytest.MonkeyPatch.context() as patch:
            later = time.time() + signin.SECONDS + 2
            patch.setattr(signin.time, "time", lambda: later)
            with pytest.raises(Forbidden, match="oidc.stale"):
                signin.check_state(b"secret", state, state)

    def test_without_a_code_is_refused(self, strict, somebody):
        client = somebody("vazgecen")
        back = strict.go_to_provider(client, "vazgecen@ad")
        refused(strict.come_back(client, {"state": back["state"], "error": "access_denied"}))

    def test_with_a_code_that_the_provider_does_not_know_is_refused(self, strict, somebody):
        client = somebody("uydurma")
        back = strict.go_to_provider(client, "uydurma@ad")
        refused(strict.come_back(client, back | {"code": "uydurma"}))


@check("S9", part="tokens of a provider")
class TestTokens:
    @pytest.mark.parametrize(
        "changed",
        [
            {"exp": 1},
            {"exp": None},
            {"aud": "another"},
            {"aud": ["another"]},
            {"aud": None},
            {"iss": "https://evil.example"},
            {"nonce": None},
            {"iat": 4102444800},
            {"azp": "another"},
            {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
        ],
        ids=str,
    )
    def test_that_are_for_another_time_or_another_place_are_refused(self, strict, somebody, forged, changed):
        login = f"belge-{abs(hash(str(changed))) % 10**8}"
        client = somebody(login)
        forged(**changed)
        refused(strict.come_back(client, strict.go_to_provider(client, f"{login}@ad")))

    @pytest.mark.parametrize("kind", ["none", "HS256", "other key"])
    def test_that_the_provider_did_not_sign_are_refused(self, strict, somebody, forged, kind):
        def sign(claims):
            if kind == "none":
                head = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
                body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
                return f"{head}.{body}."
            if kind == "HS256":
                return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET), algorithms=["HS256"])
            kid = storage.jwk.as_dict()["kid"]
            return jwt.encode({"alg": "RS256", "kid": kid}, claims, RSAKey.generate_key(2048))

        login = f"imza-{kind.replace(' ', '').lower()}"
        client = somebody(login)
        forged(sign)
        refused(strict.come_back(client, strict.go_to_provider(client, f"{login}@ad")))

    def test_may_leave_the_name_to_the_userinfo(self, strict, somebody, forged):
        client = somebody("bilgiden")
        forged(preferred_username=None)
        assert strict.come_back(client, strict.go_to_provider(client, "bilgiden@ad")).status_code == 303


class TestWho:
    def test_nobody_comes_in_who_is_not_here(self, strict):
        strict.at_provider("yabanci@ad", preferred_username="yabanci")
        client = strict.client()
        assert "hesabınız yok" in refused(strict.come_back(client, strict.go_to_provider(client, "yabanci@ad")))

    def test_nor_anybody_without_a_name(self, strict):
        client = strict.client()
        refused(strict.come_back(client, strict.go_to_provider(client, "adsiz@ad")))

    def test_nor_anybody_who_is_no_longer_active(self, strict, somebody):
        client = somebody("ayrilan")
        assert strict.come_back(client, strict.go_to_provider(client, "ayrilan@ad")).status_code == 303
        strict.dismiss(strict.must(client.get("/me"))["id"])
        assert client.get("/me").status_code == 401
        again = strict.client()
        refused(strict.come_back(again, strict.go_to_provider(again, "ayrilan@ad")))

    def test_a_name_that_the_provider_gives_to_another_opens_nothing_of_its_earlier_holders(self, strict, somebody):
        client = somebody("eskisahip")
        assert strict.come_back(client, strict.go_to_provider(client, "eskisahip@ad")).status_code == 303
        strict.at_provider("yenisahip@ad", preferred_username="eskisahip")
        other = strict.client()
        refused(strict.come_back(other, strict.go_to_provider(other, "yenisahip@ad")))
        strict.at_provider("eskisahip@ad", preferred_username="baskaad")
        again = strict.client()
        assert strict.come_back(again, strict.go_to_provider(again, "eskisahip@ad")).status_code == 303

    @check("S6", part="by a provider")
    def test_a_director_gives_the_second_factor_here_unless_the_provider_took_one(self, strict, somebody, forged):
        client = somebody("dizinmudur", "director")
        strict.come_back(client, strict.go_to_provider(client, "dizinmudur@ad"))
        assert strict.must(client.get("/me"))["state"] == "totp_setup_needed"
        phone, _ = strict.enrol(client)
        again = strict.client()
        strict.come_back(again, strict.go_to_provider(again, "dizinmudur@ad"))
        assert strict.must(again.get("/me"))["state"] == "second_factor_needed"
        assert again.get("/units").json()["code"] == "session.second_factor_needed"
        assert again.put("/session/code", json={"code": "000000"}).json()["code"] == "totp.wrong_code"
        assert again.put("/session/code", json={"code": phone.code()}).status_code == 204
        assert again.get("/units").status_code == 200
        forged(amr=["pwd", "mfa"])
        strong = strict.client()
        strict.come_back(strong, strict.go_to_provider(strong, "dizinmudur@ad"))
        assert strict.must(strong.get("/me"))["state"] == "full"


class TestSettings:
    def test_without_a_provider_there_is_no_such_way(self, city):
        answer = city.citizen.get("/session/oidc")
        assert "Kimlik sağlayıcısı tanımlı değil" in refused(answer, status=404)
        assert "No identity provider" in refused(
            city.citizen.get("/session/oidc/callback", headers={"Accept-Language": "en"}), status=404
        )

    @check("S40", part="identity provider")
    @pytest.mark.parametrize("issuer", ["http://provider.example", "ftp://provider.example", "http://169.254.169.254"])
    def test_a_provider_without_https_ends_the_start(self, issuer, tmp_path):
        with pytest.raises(ValueError):
            check_place(issuer)
        secret = tmp_path / "secret"
        secret.write_text("x")
        names = {"ISSUER": issuer, "CLIENT_ID": "makam", "CLIENT_SECRET_FILE": str(secret)}
        with pytest.raises(SystemExit):
            OidcSettings.from_environment({f"MAKAM_OIDC_{name}": value for name, value in names.items()})

    @check("S70", part="secret of the provider's client")
    def test_the_secret_is_not_shown_with_the_settings(self, tmp_path):
        secret = tmp_path / "secret"
        secret.write_text(SECRET)
        names = {"ISSUER": "https://id.example", "CLIENT_ID": "makam", "CLIENT_SECRET_FILE": str(secret)}
        settings = OidcSettings.from_environment({f"MAKAM_OIDC_{name}": value for name, value in names.items()})
        assert settings.client_secret == SECRET
        assert SECRET not in repr(settings)
