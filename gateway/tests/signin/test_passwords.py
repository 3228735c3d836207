"""Passwords: which are taken, how one chooses another, and what happens to who forgot theirs."""

import pytest

from makam_gateway.people import passwords
from makam_kernel.errors import Invalid

check = pytest.mark.check
PASSWORD = "deneme parolası"
OTHER = "şu ığdır İğdesi çiçek"


def code_of(answer, status):
    assert answer.status_code == status, answer.text
    return answer.json()["code"]


@check("S2", part="refused ones")
@pytest.mark.parametrize("password", ["password", "PASSWORD1", "qwertyuiop", "Şifre123", "ŞİFRE123", "Galatasaray1905"])
def test_what_everybody_tries_first_is_refused(password):
    with pytest.raises(Invalid, match="password.too_common"):
        passwords.check(password, "sevil")


@check("S2", part="refused ones")
def test_more_than_three_thousand_are_known_that_are_long_enough_to_be_tried():
    assert len(passwords.common()) > 3000
    assert all(passwords.LEAST <= len(one) for one in passwords.common())


@check("S2", part="refused ones")
@pytest.mark.parametrize("password", ["sevilim benim", "benim SEVİL adım", "makam 2026 kapısı", "MAKAMmakam"])
def test_what_holds_the_login_or_the_name_of_the_system_is_refused(password):
    with pytest.raises(Invalid, match="password.too_personal"):
        passwords.check(password, "sevil")


@pytest.mark.parametrize("password", ["ala karga uçtu", "ali baba ve kırk", "ıııııııı"])
def test_a_short_name_within_a_sentence_is_no_secret_given_away(password):
    passwords.check(password, "ali")


@check("S2", part="letters and length")
@pytest.mark.parametrize("password", [" iki boşluk ", "a" * 64, "ğ" * 200, "e\u0301toile é"])
def test_nothing_of_a_password_is_lost(password):
    kept = passwords.Password().deserialize(password)
    assert kept == password.replace("e\u0301", "é")


@check("S2", part="change")
class TestOwnPassword:
    def test_is_changed_with_the_old_one_and_ends_all_other_sessions(self, strict):
        strict.hire("perihan", "secretary")
        here, there = strict.sign_in("perihan"), strict.sign_in("perihan")
        assert here.put("/me/password", json={"old": PASSWORD, "new": OTHER}).status_code == 204
        assert here.get("/me").status_code == 200
        assert code_of(there.get("/me"), 401) == "session.missing"
        assert code_of(strict.begin(strict.client(), "perihan"), 401) == "session.refused"
        assert strict.sign_in("perihan", OTHER).get("/me").status_code == 200

    def test_is_held_against_the_same_rules(self, strict):
        strict.hire("nurhan", "secretary")
        client = strict.sign_in("nurhan")
        for new, code in (("password", "too_common"), ("ben nurhan", "too_personal"), (PASSWORD, "same")):
            answer = client.put("/me/password", json={"old": PASSWORD, "new": new})
            assert code_of(answer, 422) == f"password.{code}"
        assert code_of(client.put("/me/password", json={"old": PASSWORD, "new": "kısa"}), 422) == "input.invalid"
        assert code_of(client.put("/me/password", json={"old": "yanlış", "new": OTHER}), 403) == "password.wrong"

    @check("S3", part="per account")
    def test_is_not_guessed_at_leisure_by_who_finds_an_open_session(self, strict):
        strict.hire("bulunan", "secretary")
        client = strict.sign_in("bulunan")
        guesses = [client.put("/me/password", json={"old": f"tahmin {one}", "new": OTHER}) for one in range(10)]
        codes = [one.json()["code"] for one in guesses]
        assert codes[:5] == ["password.wrong"] * 5
        assert "session.too_many_tries" in codes[5:]


class TestForgottenPassword:
    def test_is_replaced_by_one_for_a_single_sign_in(self, strict):
        person = strict.hire("unutan", "secretary")
        before = strict.sign_in("unutan")
        given = strict.must(strict.operator.put(f"/people/{person['id']}/password-reset", json={}))["password"]
        assert before.get("/me").status_code == 401
        client = strict.sign_in("unutan", given)
        assert strict.must(client.get("/me"))["state"] == "password_change_needed"
        for answer in (client.get("/units"), client.get("/me/sessions"), client.post("/me/totp")):
            assert code_of(answer, 403) == "session.password_change_needed"
        assert client.put("/me/password", json={"old": given, "new": OTHER}).status_code == 204
        assert strict.must(client.get("/me"))["state"] == "full"
        assert client.get("/units").status_code == 200
        assert code_of(strict.begin(strict.client(), "unutan", given), 401) == "session.refused"

    def test_is_the_operators_to_replace(self, strict):
        person = strict.hire("merakli", "secretary")
        client = strict.sign_in("merakli")
        answer = client.put(f"/people/{person['id']}/password-reset", json={})
        assert code_of(answer, 403) == "action.not_allowed"

    def test_is_told_once_and_kept_nowhere(self, strict):
        person = strict.hire("dalgin", "secretary")
        given = strict.must(strict.operator.put(f"/people/{person['id']}/password-reset", json={}))["password"]
        for file in strict.trial.site.logs.iterdir():
            assert given not in file.read_text(), file.name
