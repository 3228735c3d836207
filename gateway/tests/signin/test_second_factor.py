"""The second factor: set up by its owner, asked for at each sign-in, and required of those who can do most."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pyotp
import pytest
from sqlalchemy import text

from makam_gateway.credentials.models import Credentials

check = pytest.mark.check
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
PASSWORD = "deneme parolası"


def code_of(answer, status):
    assert answer.status_code == status, answer.text
    return answer.json()["code"]


def confirmed(secret="GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"):
    return Credentials(totp_secret=secret, totp_since=NOW, totp_step=0)


class TestCodes:
    def test_are_those_of_the_standard(self):
        """RFC 6238, appendix B, in six digits."""
        for seconds, code in ((59, "287082"), (1111111109, "081804"), (2000000000, "279037")):
            assert confirmed().take_totp(code, datetime.fromtimestamp(seconds, UTC))

    @pytest.mark.parametrize(("away", "is_taken"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)])
    def test_are_good_for_half_a_minute_before_and_after(self, away, is_taken):
        credentials = confirmed()
        code = pyotp.TOTP(credentials.totp_secret).at(NOW + timedelta(seconds=away))
        assert credentials.take_totp(code, NOW) == is_taken

    def test_are_good_once(self):
        credentials = confirmed()
        codes = pyotp.TOTP(credentials.totp_secret)
        assert credentials.take_totp(codes.at(NOW), NOW)
        assert not credentials.take_totp(codes.at(NOW), NOW)
        assert not credentials.take_totp(codes.at(NOW - timedelta(seconds=30)), NOW)  # never used, but older
        assert credentials.take_totp(codes.at(NOW + timedelta(seconds=30)), NOW)

    @pytest.mark.parametrize("code", ["", "000000", "28708", "２８７０８２", "ışığıı"])
    def test_are_nothing_else(self, code):
        assert not confirmed().take_totp(code, datetime.fromtimestamp(59, UTC))


class TestTelling:
    def test_who_keeps_people_is_told_who_has_one_and_nobody_else_is(self, strict):
        ids = {login: strict.hire(login, "secretary") for login in ("kurulu", "kurulmamis", "yarida")}
        strict.enrol(strict.sign_in("kurulu"))
        strict.must(strict.sign_in("yarida").post("/me/totp", json={}))
        listed = strict.must(strict.operator.get("/people", params={"limit": 100}))["items"]
        told = {one["login"]: one["second_factor"] for one in listed if one["login"] in ids}
        assert told == {"kurulu": True, "kurulmamis": False, "yarida": False}
        [one] = [one for one in listed if one["login"] == "kurulu"]
        assert strict.must(strict.operator.get(f"/people/{one['id']}")) == one
        strict.must(strict.operator.put(f"/people/{one['id']}/totp-removal", json={}))
        assert strict.must(strict.operator.get(f"/people/{one['id']}"))["second_factor"] is False
        strict.hire("okur", "auditor")
        seen = strict.must(strict.sign_in("okur").get(f"/people/{one['id']}"))
        assert seen["login"] == "kurulu" and "second_factor" not in seen


class TestSignIn:
    def test_asks_for_the_code_after_the_right_password_only(self, strict):
        strict.hire("kodlu", "secretary")
        phone, _ = strict.enrol(strict.sign_in("kodlu"))
        client = strict.client()
        assert code_of(strict.begin(client, "kodlu", "yanlış parola", code=phone.code()), 401) == "session.refused"
        assert code_of(strict.begin(client, "kodlu"), 401) == "session.code_needed"
        assert code_of(strict.begin(client, "kodlu", code="000000"), 401) == "session.code_wrong"
        assert strict.must(strict.begin(client, "kodlu", code=phone.code()))["state"] == "full"

    @check("S6", part="once")
    def test_takes_one_code_once_however_many_come_at_the_same_time(self, strict):
        strict.hire("eszaman", "secretary")
        phone, _ = strict.enrol(strict.sign_in("eszaman"))
        code = phone.code()
        with ThreadPoolExecutor(5) as pool:
            tries = [pool.submit(strict.begin, strict.client(), "eszaman", code=code) for _ in range(5)]
        codes = sorted(str(one.result().json().get("code")) for one in tries)
        assert codes == ["None"] + ["session.code_wrong"] * 4

    @check("S3", part="second factor")
    def test_wrong_codes_have_to_wait_like_wrong_passwords_and_asking_for_the_code_does_not_count(self, strict):
        strict.hire("tahmin", "secretary")
        strict.enrol(strict.sign_in("tahmin"))
        client = strict.client()
        for _ in range(7):
            assert code_of(strict.begin(client, "tahmin"), 401) == "session.code_needed"
        for number in range(5):
            assert code_of(strict.begin(client, "tahmin", code=f"00000{number}"), 401) == "session.code_wrong"
            strict.begin(client, "tahmin")  # does not wipe the failures out
        answers = [strict.begin(client, "tahmin", code=f"11111{number}") for number in range(6)]
        assert "session.too_many_tries" in [answer.json()["code"] for answer in answers]

    def test_takes_each_backup_code_once(self, strict):
        strict.hire("yedekli", "secretary")
        _, codes = strict.enrol(strict.sign_in("yedekli"))
        assert len(set(codes)) == 8
        client = strict.sign_in("yedekli", code=codes[0].upper())
        assert strict.must(client.get("/me"))["second_factor"]["backup_codes_left"] == 7
        assert code_of(strict.begin(strict.client(), "yedekli", code=codes[0]), 401) == "session.code_wrong"
        fresh = strict.must(client.put("/me/totp/backup-codes", json={"code": codes[1]}))["backup_codes"]
        assert code_of(strict.begin(strict.client(), "yedekli", code=codes[2]), 401) == "session.code_wrong"
        assert strict.sign_in("yedekli", code=fresh[0]).get("/units").status_code == 200


@check("S6")
class TestRequired:
    @pytest.mark.parametrize("role", ["mayor", "director", "operator"])
    def test_without_it_a_session_is_good_for_setting_it_up_alone(self, strict, role):
        strict.hire(f"yeni-{role}", role)
        client = strict.sign_in(f"yeni-{role}")
        me = strict.must(client.get("/me"))
        assert (me["state"], me["second_factor"]["required"]) == ("totp_setup_needed", True)
        closed = (client.get("/units"), client.get("/requests"), client.get("/me/sessions"), client.get("/people"))
        assert {code_of(answer, 403) for answer in closed} == {"session.totp_setup_needed"}
        strict.enrol(client)
        assert strict.must(client.get("/me"))["state"] == "full"
        assert client.get("/units").status_code == 200

    def test_is_not_required_of_others(self, strict):
        strict.hire("beyazmasa", "front_desk")
        me = strict.must(strict.sign_in("beyazmasa").get("/me"))
        assert (me["state"], me["second_factor"]["required"]) == ("full", False)

    def test_is_required_from_the_hour_on_in_which_the_post_is_given(self, strict):
        person = strict.hire("terfi", "secretary")
        client = strict.sign_in("terfi")
        assert client.get("/units").status_code == 200
        facts = {"code": "MUDUR.TERFI", "title": "Müdür", "roles": ["director"], "valid_from": "2020-01-01"}
        post = strict.must(strict.operator.post("/posts", json=facts))
        held = {"person_id": person["id"], "from_on": "2020-01-01"}
        strict.must(strict.operator.post(f"/posts/{post['id']}/holdings", json=held))
        assert code_of(client.get("/units"), 403) == "session.totp_setup_needed"

    def test_on_a_demonstration_it_is_offered_and_not_required(self, city):
        me = city.must(city.nermin.get("/me"))
        assert (me["state"], me["second_factor"]["required"]) == ("full", False)


class TestSettingUp:
    def test_shows_the_secret_once_as_an_authenticator_program_reads_it(self, strict):
        strict.hire("kuran", "secretary")
        client = strict.sign_in("kuran")
        first = strict.must(client.post("/me/totp"))
        uri = pyotp.parse_uri(first["uri"])
        assert (uri.secret, uri.name, uri.issuer) == (first["secret"], "kuran", "Makam")
        assert strict.must(client.post("/me/totp"))["secret"] != first["secret"]  # as long as none is confirmed
        assert strict.must(client.get("/me"))["second_factor"]["since"] is None
        assert code_of(client.put("/me/totp/confirmation", json={"code": "000000"}), 403) == "totp.wrong_code"

    def test_has_an_order(self, strict):
        strict.hire("sirasiz", "secretary")
        client = strict.sign_in("sirasiz")
        for step in ("confirmation", "removal", "backup-codes"):
            assert code_of(client.put(f"/me/totp/{step}", json={"code": "123456"}), 409) == "totp.not_begun"
        assert code_of(client.put("/session/code", json={"code": "123456"}), 409) == "totp.not_begun"
        strict.enrol(client)
        assert code_of(client.post("/me/totp"), 409) == "totp.exists"
        assert code_of(client.put("/me/totp/confirmation", json={"code": "123456"}), 409) == "totp.exists"

    def test_is_undone_by_its_owner_with_a_code(self, strict):
        strict.hire("kaldiran", "secretary")
        client = strict.sign_in("kaldiran")
        phone, codes = strict.enrol(client)
        assert code_of(client.put("/me/totp/removal", json={"code": "000000"}), 403) == "totp.wrong_code"
        assert client.put("/me/totp/removal", json={"code": phone.code()}).status_code == 204
        assert strict.must(client.get("/me"))["second_factor"] == {
            "required": False,
            "since": None,
            "backup_codes_left": 0,
        }
        assert strict.sign_in("kaldiran").get("/units").status_code == 200

    def test_is_undone_by_the_operator_for_a_lost_telephone_on_record(self, strict):
        person = strict.hire("kaybeden", "director")
        client = strict.sign_in("kaybeden")
        strict.enrol(client)
        url = f"/people/{person['id']}/totp-removal"
        assert strict.must(strict.operator.put(url, json={})) == {"person_id": person["id"]}
        assert client.get("/me").status_code == 401
        assert code_of(strict.operator.put(url, json={}), 409) == "totp.not_begun"
        again = strict.sign_in("kaybeden")
        assert strict.must(again.get("/me"))["state"] == "totp_setup_needed"


@check("S55", part="secret of the second factor")
def test_the_database_never_sees_the_secret(house):
    person = house.person("gizli")
    credentials = Credentials(person_id=UUID(person), one_time_password=False, totp_step=0)
    secret = credentials.begin_totp()
    house.process.database.run(lambda session: session.add(credentials))
    with house.process.database.reading() as session:
        kept = bytes(session.scalar(text("SELECT totp_secret FROM credentials")))
        assert secret.encode() not in kept
        assert session.get(Credentials, credentials.person_id).totp_secret == secret
