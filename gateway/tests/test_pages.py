"""The pages that the gateway serves: the client for those who work here, and those of citizens, without a script."""

import gzip
import re
from html import unescape

import httpx
import pytest

check = pytest.mark.check
HOSTILE = '<img src=x onerror="alert(1)">'


@pytest.fixture
def visitor(site):
    """Somebody's browser, without scripts."""
    with httpx.Client(base_url=site.url, timeout=30, headers={"Accept": "text/html"}) as visitor:
        yield visitor


def hidden(page, name):
    """The value of a hidden field of a form."""
    return unescape(re.search(rf'name="{name}" value="([^"]*)"', page.text)[1])


def shown(page):
    """What a page shows as its heading."""
    return unescape(re.search(r"<h1>(.*?)</h1>", page.text)[1])


def slip(page):
    """Number and code of a request just made."""
    return [unescape(value) for value in re.findall(r'<dd class="big">(.*?)</dd>', page.text)]


def submit(visitor, **facts):
    """Send the form for a request, as it was opened."""
    key = hidden(visitor.get("/basvuru"), "key")
    wanted = {"kind": "complaint", "topic": "Sokak lambası yanmıyor", "name": "Hatice ŞEN", "phone": "0555 000 00 17"}
    return visitor.post("/basvuru", data={"key": key} | wanted | facts)


class TestClient:
    def test_every_address_of_a_page_gives_the_one_document(self, visitor):
        pages = [visitor.get(path) for path in ("/", "/takip", "/talepler/01a202c4-8a7a-7348-9525-67a87c959b96")]
        assert len({page.text for page in pages}) == 1
        for page in pages:
            assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
            assert page.headers["cache-control"] == "no-cache"
            assert "unsafe-inline" not in page.headers["content-security-policy"]

    def test_a_page_that_is_known_keeps_its_policy(self, visitor):
        first = visitor.get("/")
        again = visitor.get("/", headers={"If-None-Match": first.headers["etag"]})
        assert again.status_code == 304
        assert again.headers["content-security-policy"] == first.headers["content-security-policy"]

    def test_programs_get_a_problem_and_no_page(self, site):
        answer = httpx.get(f"{site.url}/takip", headers={"Accept": "application/json"})
        assert (answer.status_code, answer.json()["code"]) == (404, "route.not_found")

    @pytest.mark.parametrize("path", ["/api/v1/takip", "/assets/nothing.js", "/static/nothing.css"])
    def test_an_address_of_data_is_never_a_page(self, visitor, path):
        assert visitor.get(path).status_code == 404

    def test_files_are_kept_for_good_and_come_compressed(self, visitor):
        [script] = re.findall(r'src="(/assets/[^"]+\.js)"', visitor.get("/").text)
        answer = visitor.get(script)
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["content-encoding"] == "gzip"
        assert int(answer.headers["content-length"]) < len(answer.content) / 2
        plain = visitor.get(script, headers={"Accept-Encoding": "identity"})
        assert "content-encoding" not in plain.headers and plain.content == answer.content
        assert len(gzip.compress(plain.content)) > 0
        assert visitor.get(script, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


class TestCitizens:
    def test_a_citizen_registers_follows_and_confirms_without_a_script(self, visitor, city):
        """From the form to "yes": the number and the code once, then how it stands, then the answer."""
        registered = submit(visitor)
        assert shown(registered) == "Başvurunuzu aldık"
        number, code = slip(registered)
        request = city.must(city.nermin.get("/requests", params={"number": number}))["items"][0]
        city.solved(request, solution="Lamba değiştirildi.")
        followed = visitor.post("/basvuru/takip", data={"number": number, "code": code})
        assert shown(followed) == "Başvurunuza cevap verildi"
        assert "Lamba değiştirildi." in followed.text and "Hatice" not in followed.text
        word = {name: hidden(followed, name) for name in ("key", "number", "token")} | {"answer": "yes"}
        answered = visitor.post("/basvuru/cevap", data=word)
        assert shown(answered) == "Teşekkür ederiz"
        assert city.see(request)["status"] == "confirmed"
        again = visitor.post("/basvuru/cevap", data=word)
        assert shown(again) == "Teşekkür ederiz", "pressed twice, asked once"

    def test_pressing_twice_makes_one_request(self, visitor):
        key = {"key": "iki-kez-basildi-0001"}
        assert slip(submit(visitor, **key)) == slip(submit(visitor, **key))

    def test_what_is_wrong_is_said_at_its_field_and_what_was_written_stays(self, visitor):
        refused = submit(visitor, topic=HOSTILE, phone="12")
        assert refused.status_code == 422
        assert 'id="phone-wrong"' in refused.text and 'aria-invalid="true"' in refused.text
        assert HOSTILE not in refused.text and "&lt;img src=x" in refused.text

    def test_a_wrong_number_and_a_wrong_code_say_the_same(self, visitor):
        number, _code = slip(submit(visitor))
        pages = [visitor.post("/basvuru/takip", data={"number": one, "code": "0000-0000"}) for one in (number, "TLP-1")]
        assert {page.status_code for page in pages} == {404}
        problems = {re.search(r'<p class="note dan" role="alert">(.*?)</p>', page.text)[1] for page in pages}
        assert len(problems) == 1

    def test_it_is_there_in_english(self, visitor):
        wanted = "What do you ask of the municipality?"
        assert shown(visitor.get("/basvuru", params={"dil": "en"})) == wanted
        assert shown(visitor.get("/basvuru", headers={"Accept-Language": "en"})) == wanted
        assert 'lang="en"' in visitor.get("/basvuru/takip?dil=en").text

    @check("S10", part="the forms of citizens")
    def test_another_sites_page_cannot_send_the_form(self, visitor):
        refused = visitor.post("/basvuru", data={"topic": "x"}, headers={"Origin": "https://elsewhere.example"})
        assert refused.status_code == 403

    def test_a_body_that_is_no_form_is_refused(self, visitor):
        assert visitor.post("/basvuru", json={"topic": "x"}).status_code == 415
        assert visitor.post("/basvuru", data={"topic": "x" * 1_100_000}).status_code == 413
