"""People from a file, with their posts, and what the site does with them from one request to the next."""

import subprocess
import sys

import pytest

from makam_kernel.errors import Invalid
from makam_kernel.testing import told
from makam_tools import running

check = pytest.mark.check
HEADER = "login;name;title;post_code;from_on;until_on"
DERYA = "derya;Derya AYDIN;Mühendis;MEMUR;2024-01-01;"


@pytest.fixture
def clerk(house):
    """A post."""
    return house.post("MEMUR", "unit_staff")


def take(house, *lines, header=HEADER):
    return house.operator.import_people(csv="\n".join([header, *lines]))


def faults(house, *lines):
    """What is wrong with a file of these lines: ``(line, column, reason)``."""
    with pytest.raises(Invalid, match=r"import\.invalid") as refused:
        take(house, *lines)
    return [(fault["line"], fault["column"], fault["reason"]) for fault in refused.value.details["lines"]]


def posts_of(house, login):
    people = {one["login"]: one["id"] for one in house.operator.list_people()["items"]}
    held = house.operator.list_holdings(person_id=people[login])["items"]
    return [(one["post"]["code"], one["from_on"], one["until_on"]) for one in reversed(held)]


class TestImport:
    def test_people_come_with_their_posts_and_without_a_password(self, house, clerk):
        house.post("SEF", "unit_staff")
        made = take(
            house,
            "derya;Derya AYDIN;Mühendis;MEMUR;2024-01-01;2024-12-31",
            "derya;Derya AYDIN;Mühendis;SEF;2025-01-01;",
            "okan;Okan DEMİR;;;;",
        )
        assert made == {"created": 2, "changed": 0, "unchanged": 0}
        assert posts_of(house, "derya") == [("MEMUR", "2024-01-01", "2024-12-31"), ("SEF", "2025-01-01", None)]
        assert posts_of(house, "okan") == []
        lines = house.operator.list_directory()["items"]
        assert [(line["name"], line["title"], len(line["posts"])) for line in lines] == [
            ("Derya AYDIN", "Mühendis", 1),
            ("Okan DEMİR", None, 0),
        ]
        types = [row.type for row in told(house.process)]
        assert sorted(types) == [*["holding.changed.v1"] * 2, *["person.changed.v1"] * 2, *["post.changed.v1"] * 2]

    def test_again_it_changes_only_what_differs(self, house, clerk):
        take(house, DERYA, "okan;Okan DEMİR;;MEMUR;2024-01-01;")
        assert take(house, DERYA) == {"created": 0, "changed": 0, "unchanged": 1}
        ended = take(house, DERYA + "2024-06-30", "okan;Okan DEMİR;Şef;MEMUR;2024-01-01;")
        assert ended == {"created": 0, "changed": 2, "unchanged": 0}
        assert posts_of(house, "derya") == [("MEMUR", "2024-01-01", "2024-06-30")]
        again = take(house, DERYA + "2024-06-30", "derya;Derya AYDIN;Mühendis;MEMUR;01.07.2024;")
        assert again == {"created": 0, "changed": 1, "unchanged": 0}
        assert len(told(house.process)) == 1 + 4 + 2 + 1

    def test_an_end_is_kept_where_the_file_says_nothing_of_it(self, house, clerk):
        take(house, DERYA + "2026-12-31")
        header = "Kullanıcı adı,Ad soyad,Unvan,Görev kodu,Başlangıç"
        assert take(house, DERYA.replace(";", ",").rstrip(","), header=header)["unchanged"] == 1
        assert posts_of(house, "derya") == [("MEMUR", "2024-01-01", "2026-12-31")]

    def test_who_was_shut_out_stays_out(self, house, clerk):
        house.person("derya", name="Derya AYDIN", active=False)
        take(house, DERYA)
        assert house.operator.list_people()["items"][0]["active"] is False

    def test_every_fault_is_told_with_its_line_and_nothing_is_taken(self, house, clerk):
        derya = house.person("derya", name="Derya AYDIN", title="Mühendis")
        house.hold(derya, clerk, "2024-06-01")
        assert faults(
            house,
            DERYA,
            "Büyük;B;;;;",
            "okan;;;;;",
            "okan;Okan;;YOK;2024-01-01;",
            "okan;Başka Okan;;MEMUR;;",
            "okan;Okan;;MEMUR;2024-01-01;2023-01-01",
            "hakan;Hakan;;MEMUR;2024-01-01;2024-03-01",
            "hakan;Hakan;;MEMUR;2024-03-01;",
        ) == [
            (2, "from_on", "overlaps"),
            (3, "login", "login"),
            (4, "name", "required"),
            (5, "post_code", "post_unknown"),
            (6, "name", "differs"),
            (6, "from_on", "required"),
            (7, "until_on", "ends_before_it_begins"),
            (8, "from_on", "overlaps"),
            (9, "from_on", "overlaps"),
        ]
        assert [one["login"] for one in house.operator.list_people()["items"]] == ["derya"]
        assert len(posts_of(house, "derya")) == 1


class TestFinding:
    @pytest.fixture
    def people(self, house):
        """Some who work here; the ids of those who are found."""
        for login, name in (("isik", "Şükrü IŞIK"), ("ilgaz", "İpek ILGAZ"), ("percent", "Yüzde_100% Işıl")):
            house.person(login, name=name)
        return lambda words: [one["login"] for one in house.operator.list_people(name=words)["items"]]

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("işık", ["isik"]),
            ("IŞIK şükrü", ["isik"]),
            ("isi", ["isik", "percent"]),
            ("  ip   il ", ["ilgaz"]),
            ("şık", []),
            ("%", []),
            ("yüzde_100%", ["percent"]),
            ("yuzde 100", []),
            ("ilgaz şükrü", []),
        ],
    )
    def test_people_are_found_by_how_the_words_of_their_names_begin(self, people, words, found):
        assert sorted(people(words)) == sorted(found)

    def test_who_is_called_otherwise_now_is_found_by_the_new_name(self, house, people):
        [ipek] = house.operator.list_people(name="ipek")["items"]
        facts = {"name": "İpek ÇINAR", "title": None, "active": True}
        house.operator.change_person(person_id=ipek["id"], version=ipek["version"], **facts)
        assert (people("ılgaz"), people("CINAR")) == ([], ["ilgaz"])

    def test_what_is_found_comes_in_pages(self, house, people):
        first = house.operator.list_people(name="isi", limit=1)
        second = house.operator.list_people(name="isi", limit=1, cursor=first["next_cursor"])
        assert [one["login"] for one in first["items"] + second["items"]] == ["isik", "percent"]
        assert second["next_cursor"] is None

    def test_posts_are_found_alike(self, house):
        house.post("FEN.MUDUR", "unit_director", title="Fen İşleri Müdürü")
        house.post("PARK.MUDUR", "unit_director", title="Park Müdürü")
        found = house.operator.list_posts(title="isleri MÜD")["items"]
        assert [post["code"] for post in found] == ["FEN.MUDUR"]


class TestSite:
    @check("S14", part="ended holding")
    def test_a_right_that_is_taken_is_gone_with_the_next_request(self, city):
        person = city.hire("degisen", "Değişen", ["director"])
        client = city.sign_in("degisen")
        assert client.get("/people").status_code == 200
        assert client.get("/requests").status_code == 200
        [held] = city.must(client.get(f"/people/{person['id']}/holdings"))["items"]
        answer = city.operator.put(
            f"/holdings/{held['id']}/end", json={"until_on": "2026-10-18"}, headers={"If-Match": '"1"'}
        )
        assert answer.headers["etag"] == '"2"'
        for path in ("/people", "/requests"):
            assert client.get(path).json()["code"] == "action.not_allowed"
        assert client.get("/me").json()["roles"] == []

    @check("S14", part="changed post")
    def test_what_a_post_gives_changes_for_its_holder_with_the_next_request(self, city):
        city.hire("gorevli", "Görevli", ["director"])
        client = city.sign_in("gorevli")
        lines = city.must(client.get("/directory", params={"limit": 100}))["items"]
        [post] = next(line["posts"] for line in lines if line["name"] == "Görevli")
        seen = city.operator.get(f"/posts/{post['id']}")
        facts = {name: seen.json()[name] for name in ("title", "unit_id", "valid_from", "valid_to")}
        tag = {"If-Match": seen.headers["etag"]}
        city.must(city.operator.put(f"/posts/{post['id']}", json=facts | {"roles": ["driver"]}, headers=tag))
        assert client.get("/requests").json()["code"] == "action.not_allowed"
        assert client.get("/me").json()["roles"] == ["driver"]

    def test_a_file_comes_in_by_the_api_with_its_faults_in_the_readers_words(self, city):
        csv = "code;name;valid_from\nITHAL;İthal Birimi;2024-01-01"
        assert city.must(city.operator.post("/units/import", json={"csv": csv}))["created"] == 1
        answer = city.operator.post("/units/import", json={"csv": csv + "\nX;;2024-01-01\nY;Y;dün"})
        assert (answer.status_code, answer.json()["code"]) == (422, "import.invalid")
        assert answer.json()["detail"] == "2 satırda yanlış var; hiçbir satır işlenmedi."
        assert answer.json()["lines"] == [
            {"line": 3, "column": "name", "reason": "required", "detail": "Bu alan gereklidir."},
            {"line": 4, "column": "valid_from", "reason": "format", "detail": "Değerin biçimi yanlış."},
        ]
        english = city.operator.post("/units/import", json={"csv": "renk"}, headers={"Accept-Language": "en"})
        assert english.json()["lines"][0]["detail"] == "There is no such field."


class TestVerb:
    @pytest.fixture
    def verb(self, city, tmp_path):
        """`./makam import` on the site: what it prints, and its exit code."""
        running.write(city.site.site, "ready", {})
        command = [sys.executable, "-m", "makam_tools", "import", "--var", city.site.site.folder]

        def run(what, content):
            file = tmp_path / "dosya.csv"
            file.write_bytes(content)
            done = subprocess.run([*command, what, file], capture_output=True, text=True, timeout=60)
            return done.stdout + done.stderr, done.returncode

        yield run
        (city.site.site.run / "makam.json").unlink()

    def test_takes_units_and_people_in(self, verb):
        units = "\ufeffbirim kodu;birim adı;geçerlilik başlangıcı\r\nEMLAK;Emlak ve İstimlak Müdürlüğü;01.01.2024\r\n"
        assert verb("units", units.encode()) == ("1 birim eklendi, 0 değişti, 0 aynı kaldı.\n", 0)
        people = "login,name,post_code,from_on\nsirin,Şirin İĞDE,SEVIL,2024-01-01\n".encode()
        assert verb("people", people) == ("1 kişi eklendi, 0 değişti, 0 aynı kaldı.\n", 0)
        assert verb("people", people) == ("0 kişi eklendi, 0 değişti, 1 aynı kaldı.\n", 0)

    def test_says_which_line_is_wrong(self, verb):
        said, code = verb("people", b"login;name;post_code;from_on\nx;X;YOK;2024-01-01\n;Y;;")
        assert code == 1
        assert "makam import: 2 satırda yanlış var" in said
        assert "  satır 2, post_code: Bu kodda bir görev yok." in said
        assert "  satır 3, login: Bu alan gereklidir." in said

    def test_takes_no_other_encoding_for_text(self, verb):
        assert "UTF-8 değil" in verb("units", "code;name\nŞ;Ş".encode("iso-8859-9"))[0]
