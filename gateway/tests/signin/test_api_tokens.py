"""Keys of other systems: made once, good for what they name, until their day or until they are revoked."""

from datetime import UTC, datetime, timedelta

import pytest

from makam_gateway.tokens.bearer import key_in
from makam_gateway.tokens.models import ApiToken

check = pytest.mark.check
TODAY = datetime.now(UTC).date()


def code_of(answer, status):
    assert answer.status_code == status, answer.text
    return answer.json()["code"]


@pytest.fixture
def a_token(strict):
    """Makes tokens: ``a_token(scopes=[…])``."""

    def make(**facts):
        wanted = {"name": "Kent ekranı", "scopes": ["unit.read"], "expires_on": f"{TODAY + timedelta(days=30)}"}
        return strict.must(strict.operator.post("/api-tokens", json=wanted | facts))

    return make


@pytest.fixture
def bearer(strict):
    """A client with a key."""

    def make(key):
        client = strict.client()
        client.headers["Authorization"] = f"Bearer {key}"
        return client

    return make


class TestMaking:
    def test_tells_the_key_once(self, strict, a_token):
        made = a_token(name="Bir kez")
        assert made["key"].startswith("mkm_") and len(made["key"]) >= 47
        listed = strict.must(strict.operator.get("/api-tokens?limit=100"))["items"]
        [line] = [one for one in listed if one["id"] == made["id"]]
        assert line == {name: value for name, value in made.items() if name != "key"}

    @check("S55", part="keys")
    def test_keeps_no_key_in_the_database(self):
        token = ApiToken.issue(now=datetime.now(UTC), name="x", scopes=[], expires_on=TODAY)
        columns = {column.name: getattr(token, column.name) for column in ApiToken.__table__.columns}
        assert token.key not in map(str, columns.values())

    def test_gives_no_action_that_is_not_for_other_systems(self, strict):
        facts = {"name": "Fazla", "expires_on": f"{TODAY}"}
        for scopes in (["person.manage"], ["unit.read", "nosuch.action"], ["api_token.manage"]):
            answer = strict.operator.post("/api-tokens", json=facts | {"scopes": scopes})
            assert code_of(answer, 422) == "api_token.scope_unknown"
        assert code_of(strict.operator.post("/api-tokens", json=facts | {"scopes": []}), 422) == "input.invalid"

    def test_may_be_given_each_action_that_is_told_and_only_the_operator_is_told(self, strict, a_token):
        scopes = strict.must(strict.operator.get("/api-tokens/scopes"))["items"]
        assert "unit.read" in scopes and "person.manage" not in scopes
        assert a_token(name="Hepsi", scopes=scopes)["scopes"] == scopes
        strict.hire("sorar", "secretary")
        assert code_of(strict.sign_in("sorar").get("/api-tokens/scopes"), 403) == "action.not_allowed"

    @pytest.mark.parametrize(("days", "status"), [(-2, 422), (1, 201), (729, 201), (732, 422)])
    def test_is_for_two_years_at_most(self, strict, days, status):
        facts = {"name": "Süreli", "scopes": ["unit.read"], "expires_on": f"{TODAY + timedelta(days=days)}"}
        answer = strict.operator.post("/api-tokens", json=facts)
        assert answer.status_code == status
        assert status == 201 or answer.json()["code"] == "key.term"

    def test_is_the_operators_and_looking_at_them_the_directors(self, strict, a_token):
        a_token()
        strict.hire("anahtarsiz", "secretary")
        client = strict.sign_in("anahtarsiz")
        assert code_of(client.get("/api-tokens"), 403) == "action.not_allowed"
        assert code_of(client.post("/api-tokens", json={"name": "x"}), 403) == "action.not_allowed"


class TestUse:
    def test_opens_what_it_names_and_nothing_else(self, strict, a_token, bearer):
        made = a_token(name="Yalnız birimler")
        client = bearer(made["key"])
        assert client.get("/units").status_code == 200
        assert code_of(client.get("/directory"), 403) == "action.not_allowed"
        assert code_of(client.get("/people"), 403) == "action.not_allowed"
        assert code_of(client.post("/units", json={}), 403) == "action.not_allowed"
        me = strict.must(client.get("/me"))
        assert (me["id"], me["name"], me["roles"]) == (f"token:{made['id']}", "Yalnız birimler", ["system"])
        assert me["allowed"]["gateway"] == ["unit.read"]

    def test_is_seen_on_the_token(self, strict, a_token, bearer):
        made = a_token(name="Kullanılan")
        assert made["last_used_at"] is None
        bearer(made["key"]).get("/units")
        listed = strict.must(strict.operator.get("/api-tokens?limit=100"))["items"]
        [line] = [one for one in listed if one["id"] == made["id"]]
        assert line["last_used_at"] and line["version"] == made["version"]

    def test_needs_no_origin_of_ours(self, a_token, bearer):
        client = bearer(a_token()["key"])
        answer = client.post("/units", json={}, headers={"Origin": "https://other.example"})
        assert code_of(answer, 403) == "action.not_allowed"

    def test_is_for_no_persons_own_things(self, a_token, bearer):
        client = bearer(a_token()["key"])
        for answer in (client.get("/me/sessions"), client.post("/me/totp"), client.delete("/session")):
            assert code_of(answer, 403) == "session.person_needed"

    def test_and_a_cookie_together_are_refused(self, strict, a_token):
        header = {"Authorization": f"Bearer {a_token()['key']}"}
        assert code_of(strict.operator.get("/units", headers=header), 400) == "session.two_identities"
        assert code_of(strict.operator.get("/me", headers=header), 400) == "session.two_identities"


class TestRefusal:
    @check("S9", part="keys of the API")
    def test_is_the_same_for_wrong_revoked_and_malformed(self, strict, a_token, bearer):
        made = a_token()
        revoked = bearer(made["key"])
        url = f"/api-tokens/{made['id']}/revocation"
        assert strict.must(strict.operator.put(url, json={}))["revoked_at"]
        assert code_of(strict.operator.put(url, json={}), 409) == "key.revoked"
        answers = [revoked.get("/units"), bearer(made["key"] + "x").get("/units"), bearer("mkm_").get("/units")]
        answers.append(strict.client().get("/units", headers={"Authorization": "Basic YTpi"}))
        bodies = [{k: v for k, v in one.json().items() if k != "request_id"} for one in answers]
        assert all(body == bodies[0] for body in bodies)
        assert code_of(answers[0], 401) == "api_token.refused"
        assert answers[0].headers["www-authenticate"].startswith("Bearer")

    def test_comes_after_the_last_day(self):
        token = ApiToken.issue(now=datetime.now(UTC), name="x", scopes=[], expires_on=datetime(2026, 11, 22).date())
        assert token.is_alive(datetime(2026, 11, 22, 20, 59, tzinfo=UTC))  # 23.59 in Istanbul
        assert not token.is_alive(datetime(2026, 11, 22, 21, 0, tzinfo=UTC))

    @pytest.mark.parametrize(
        "header", ["", "Bearer", "Bearer ", "Bearer a b", "bearer\ta", "Token x", f"Bearer {'x' * 201}"]
    )
    def test_of_headers_that_hold_no_key(self, header):
        assert key_in(header) is None

    @check("S31", part="keys")
    @check("S26", part="no key in logs")
    def test_no_key_is_in_a_log(self, strict, a_token, bearer):
        key = a_token()["key"]
        bearer(key).get("/units")
        bearer(key).get(f"/{key}")
        bearer(key).get(f"/units?cursor={key}")
        for file in strict.trial.site.logs.iterdir():
            assert key not in file.read_text(), file.name
