"""A public day at the desk, the operator, the auditor, what is not in one's rights, and how the pages look."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from checks import fits, violations
from playwright.sync_api import expect

NO_PAGE = "Böyle bir sayfa yok."
OVER = {"closed", "reported"}
NAMES = {"general": "Gülten AKSOY", "elder": "İsmet ÇAĞLAR", "veteran": "Şükrü BAYINDIR"}
GROUPS = {
    "general": "Genel",
    "veteran": "Şehit yakını, gazi",
    "disabled": "Engelli",
    "pregnant": "Hamile",
    "elder": "65 yaş üstü",
    "appointed": "Randevulu",
}
SERVICES = ["Geçit", "Ajanda", "Kabul", "Talepler", "Protokol", "Evrak"]
FORBIDDEN = {
    "recep": ["/giderler", "/kurum", "/durum", "/randevular", "/telefonlar", "/talepler", "/evrak", "/halk-gunu"],
    "sevil": ["/giderler", "/durum", "/onay", "/evrak", "/torenler", "/talimatlar"],
    "hakan": ["/kurum", "/durum", "/randevular", "/telefonlar", "/halk-gunu", "/teyitler", "/davetler"],
    "denetci": ["/randevular", "/telefonlar", "/talepler", "/talepler/yeni", "/halk-gunu", "/onay", "/evrak"],
}
FOCUSED = """() => {
    const one = document.activeElement;
    if (!one.matches('a, button, input, select, textarea')) return '';
    return one.getAttribute('aria-label') || one.labels?.[0]?.textContent || one.textContent || '';
}"""


def walk_to(page, name):
    """Go on by the tabulator until what is called so has the focus."""
    passed = []
    while not passed or name not in passed[-1]:
        assert len(passed) < 500, f"The tabulator does not lead to {name}: {passed}"
        page.keyboard.press("Tab")
        passed.append(" ".join(page.evaluate(FOCUSED).split()))


def status_of(person, verb, path, body=None):
    """How the API answers what it should refuse."""
    return person.context.request.fetch(f"{person.url}/api/v1{path}", method=verb, data=body).status


def today(person):
    """The office's day."""
    return date.fromisoformat(person.api("GET", "/clock")["at"][:10])  # in the morning the same day in UTC


def public_day_on(person, day):
    """The public day of this date, if it has one."""
    return next((one for one in person.api("GET", "/public-days?limit=100")["items"] if one["day"] == f"{day}"), None)


def announce(person, day):
    """On the page and by keyboard: a public day with the hours that it offers. It opens at once."""
    page = person.page
    page.keyboard.press("n")
    form = page.get_by_role("dialog", name="Halk günü duyur")
    expect(form.get_by_label("Gün", exact=True)).to_be_focused()
    page.keyboard.type(f"{day}")
    page.keyboard.press("Control+Enter")
    expect(form).to_be_hidden()
    expect(page).to_have_url(re.compile("/halk-gunu/[0-9a-f-]{36}$"))
    expect(page.get_by_role("heading", name="Halk günü duyuruldu, kayıt açılmadı")).to_be_visible()
    return page.url.rsplit("/", 1)[1]


def open_registration(page):
    """By keyboard."""
    walk_to(page, "Kaydı aç")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Kişi yaz")).to_be_enabled()


def write_down(person, day_id, name, group):
    """Somebody at the door, by keyboard; the place as the API has it."""
    page = person.page
    page.keyboard.press("Alt+k")
    form = page.get_by_role("dialog", name="Kişi yaz")
    expect(form.get_by_label("Adı soyadı")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type("0555 000 00 77")
    page.keyboard.press("Tab")
    for _ in range(len(GROUPS)):
        if form.get_by_label("Öncelik").evaluate("list => list.selectedOptions[0].text") != GROUPS[group]:
            page.keyboard.press("ArrowDown")
    assert form.get_by_label("Öncelik").input_value() == group
    page.keyboard.press("Control+Enter")
    expect(form).to_be_hidden()
    places = person.api("GET", f"/places?public_day_id={day_id}&limit=100")["items"]
    place = max((one for one in places if one["name"] == name), key=lambda one: one["number"])
    expect(page.get_by_role("region", name="Sıra").get_by_text(place["label"], exact=True)).to_be_visible()
    return place


class TestPublicDay:
    def test_from_the_door_to_the_promise_by_keyboard_alone(self, people, axe):
        """İpek holds today's public day without a mouse. She announces it (or goes on with the one that is announced),
        opens the registration and writes down three people in the order in which they came: one of the general, one
        over 65, a veteran. The queue turns them round and says why. She starts the talks and calls the first: the
        hall's screen, which nobody is signed in to, shows the number and the room, the numbers that come next, and
        never a name. The veteran comes in and wishes for something; the mayor answers and gives a promise with a day
        (Alt+S); saving calls the next (Ctrl+Enter). The next gets an answer on the spot, the third is not there and is
        skipped. There is a pause, and the hall reads until when. The API tells the same: the wish with its answer
        became a request, the promise is open, the places stand where they were left."""
        ipek = people.at("ipek")
        day = today(ipek)
        held = public_day_on(ipek, day)
        if held and (held["status"] in OVER or held["capacity"] - held["registered"] < len(NAMES)):
            pytest.skip("Today's public day takes nobody any more.")
        if held:
            self._send_home(ipek, held["id"])
        page = ipek.open(f"/halk-gunu/{held['id']}" if held else "/halk-gunu")
        day_id = held["id"] if held else announce(ipek, day)
        if not held or held["status"] == "announced":
            open_registration(page)
        came = {group: write_down(ipek, day_id, name, group) for group, name in NAMES.items()}
        assert {group: place["priority_class"] for group, place in came.items()} == {one: one for one in came}

        line = [one["place"]["label"] for one in ipek.api("GET", f"/public-days/{day_id}/queue")["items"]]
        assert sorted(line) == sorted(place["label"] for place in came.values())
        assert line.index(came["veteran"]["label"]) < line.index(came["elder"]["label"])
        queue = page.get_by_role("region", name="Sıra")
        expect(queue.get_by_text(f"{line[0]} neden sıradaki?")).to_be_visible()
        shown = queue.locator("ol").first.locator("li")
        for place, label in enumerate(line):
            expect(shown.nth(place)).to_contain_text(label)

        if not held or held["status"] in ("announced", "open"):
            walk_to(page, "Görüşmeleri başlat")
            page.keyboard.press("Enter")
        expect(page.get_by_role("button", name=f"Sıradakini çağır: {line[0]}")).to_be_enabled()
        self._call_and_admit(page, line[0])
        hall = self._look_at_the_hall(people, day_id, *line)
        assert violations(hall.page, axe) == []
        assert fits(hall.page)
        self._record_a_promise(page, next_label=line[1])
        self._record_an_answer(page, line[1], next_label=line[2])
        expect(hall.page.get_by_label("Çağrılan numara").get_by_text(line[2])).to_be_visible(timeout=15_000)
        page.keyboard.press("Alt+a")
        expect(page.get_by_text(f"{line[2]} atlandı.")).to_be_visible()
        self._pause(page, hall)
        self._check_what_is_kept(ipek, day_id, line, day)
        assert not [name for name in NAMES.values() if name in hall.page.content()]

    def test_who_asks_ahead_is_expected_on_the_day(self, people):
        """A public day of another date: İpek announces it by keyboard, opens the registration and writes down two who
        rang up. They have numbers and stand under those expected, nobody waits, and nobody can be said to have come
        before the day; the talks cannot be started. A second public day on the date is refused in words, and what
        was written in the form stays."""
        ipek = people.at("ipek")
        day = today(ipek) + timedelta(days=30)
        while public_day_on(ipek, day):
            day += timedelta(days=1)
        page = ipek.open("/halk-gunu")
        day_id = announce(ipek, day)
        open_registration(page)
        for group in ("general", "elder"):
            place = write_down(ipek, day_id, NAMES[group], group)
            assert (place["status"], place["priority_class"]) == ("registered", group)
        queue = page.get_by_role("region", name="Sıra")
        expect(queue.get_by_text("Önceden yazılanlar")).to_contain_text("2")
        expect(queue.get_by_text("Bekleyen yok.")).to_be_visible()
        expect(page.get_by_role("button", name="Geldi", exact=True)).to_have_count(0)
        expect(page.get_by_role("button", name="Görüşmeleri başlat")).to_have_count(0)
        assert ipek.api("GET", f"/public-days/{day_id}/queue")["items"] == []

        ipek.open("/halk-gunu")
        page.keyboard.press("n")
        form = page.get_by_role("dialog", name="Halk günü duyur")
        page.keyboard.type(f"{day}")
        page.keyboard.press("Control+Enter")
        expect(form.get_by_role("alert")).to_be_visible()
        expect(form.get_by_label("Gün", exact=True)).to_have_value(f"{day}")

    def _send_home(self, person, day_id):
        """Those whom an unfinished telling of this story left at the door."""
        for place in person.api("GET", f"/places?public_day_id={day_id}&limit=100")["items"]:
            if place["name"] in NAMES.values() and place["status"] in ("waiting", "called", "with_mayor"):
                step = "finish" if place["status"] == "with_mayor" else "leaving"
                person.api("PUT", f"/places/{place['id']}/{step}", {}, version=place["version"])

    def _call_and_admit(self, page, label):
        page.keyboard.press("Control+Enter")
        talk = page.get_by_role("region", name="Görüşme")
        expect(talk.get_by_text(label, exact=True)).to_be_visible()
        expect(page.get_by_role("button", name="İçeri al")).to_be_enabled()
        page.keyboard.press("Control+Enter")
        expect(page.get_by_label("İsteği")).to_be_focused()

    def _look_at_the_hall(self, people, day_id, label, *coming):
        hall = people.anybody("desktop")
        screen = hall.open(f"/salon/{day_id}")
        called = screen.get_by_label("Çağrılan numara")
        expect(called.get_by_text(label, exact=True)).to_be_visible()
        told = hall.api("GET", f"/public-days/{day_id}/screen")["items"]
        assert told[0]["label"] == label
        assert {name for one in told for name in one} == {"label", "room"}
        expect(called).to_contain_text(told[0]["room"])
        expect(screen.get_by_label("Sıradakiler").get_by_role("listitem")).to_have_text(list(coming))
        assert not [name for name in NAMES.values() if name in screen.content()]
        return hall

    def _pause(self, page, hall):
        walk_to(page, "Ara ver")
        page.keyboard.press("Enter")
        expect(page.get_by_label("Saat kaça kadar")).to_be_focused()
        page.keyboard.type("1645")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_text("Ara verildi.")).to_be_visible()
        expect(hall.page.get_by_text("Görüşmelere ara verildi")).to_be_visible(timeout=15_000)
        expect(hall.page.get_by_text("Görüşmeler 16.45’te sürecek")).to_be_visible()
        walk_to(page, "Sürdür")
        page.keyboard.press("Enter")
        expect(hall.page.get_by_text("Görüşmelere ara verildi")).to_be_hidden(timeout=15_000)

    def _record_a_promise(self, page, next_label):
        page.keyboard.type("Gazi Sokağı'nın başına bir bank konmasını istiyorum.")
        page.keyboard.press("Alt+s")
        expect(page.get_by_label("Başkanın sözleri")).to_be_focused()
        page.keyboard.type("Üç haftaya kadar bank konacak.")
        walk_to(page, "Son gün")
        page.keyboard.type("3 hafta")
        walk_to(page, "Verilen cevap")
        page.keyboard.type("Fen İşleri yerine bakacak.")
        expect(page.get_by_role("button", name=f"Kaydet, sıradaki {next_label}")).to_be_enabled()
        page.keyboard.press("Control+Enter")
        expect(page.get_by_text(re.compile("Talep numarası: *TLP-"))).to_be_visible(timeout=20_000)

    def _record_an_answer(self, page, label, next_label):
        talk = page.get_by_role("region", name="Görüşme")
        expect(talk.get_by_text(label, exact=True)).to_be_visible()
        expect(page.get_by_role("button", name="İçeri al")).to_be_enabled()
        page.keyboard.press("Control+Enter")
        expect(page.get_by_label("İsteği")).to_be_focused()
        page.keyboard.type("Emekli lokali akşam kaça kadar açık?")
        page.keyboard.press("Alt+c")
        walk_to(page, "Verilen cevap")
        page.keyboard.type("Dokuza kadar açık.")
        page.keyboard.press("Control+Enter")
        expect(talk.get_by_text(next_label, exact=True)).to_be_visible()
        expect(page.get_by_role("button", name="İçeri al")).to_be_enabled()

    def _check_what_is_kept(self, person, day_id, line, day):
        places = {one["label"]: one for one in person.api("GET", f"/places?public_day_id={day_id}&limit=100")["items"]}
        assert [places[label]["status"] for label in line] == ["done", "done", "skipped"]
        wishes = person.api("GET", f"/wishes?public_day_id={day_id}&limit=100")["items"]
        first, second = (next(one for one in wishes if one["place"]["label"] == label) for label in line[:2])
        assert (first["end"], first["answer"]) == ("request", "Fen İşleri yerine bakacak.")
        assert (second["end"], second["answer"]) == ("answered", "Dokuza kadar açık.")
        request = person.api("GET", f"/requests/{first['request_id']}")
        assert request["number"] == first["request_number"]
        promises = person.api("GET", f"/promises?public_day_id={day_id}&limit=100")["items"]
        promise = next(one for one in promises if one["wish_id"] == first["id"])
        assert promise["words"] == "Üç haftaya kadar bank konacak."
        assert promise["due_on"] == f"{day + timedelta(weeks=3)}"


class TestOperator:
    def test_sees_that_all_is_well_and_verifies_an_audit_by_keyboard_alone(self, people):
        """The operator opens the state of the system: everything works, each service by name, no event is parked. She
        measures again (Y), goes to the audit chain of the reception and has it walked to its end; the result stands
        there in words, and the API finds no fault either."""
        page = people.at("yonetici").open("/durum")
        services = page.get_by_role("region", name="Hizmetler")
        for name in SERVICES:
            expect(services.get_by_role("row", name=name)).to_contain_text("Çalışıyor")
        expect(page.get_by_text("Her şey çalışıyor")).to_be_visible()
        expect(page.get_by_text("Bekletilen olay yok.")).to_be_visible()
        with page.expect_response(re.compile("/operations/visitors/health")):
            page.keyboard.press("y")
        row = page.get_by_role("region", name="Denetim zinciri").get_by_role("row", name="Kabul")
        expect(row).to_contain_text("Doğrulanmadı")
        walk_to(page, "Doğrula: Kabul")
        page.keyboard.press("Enter")
        expect(row).to_contain_text(re.compile(r"Bütün, [\d.]+ kayıt"), timeout=60_000)
        audit = people.at("yonetici").api("GET", "/operations/visitors/audit")
        assert audit["faults"] == [] and audit["place"] > 0

    def test_adds_a_person_who_signs_in_once_with_a_password_that_is_shown_once(self, people):
        """A new colleague begins today. The operator adds them by keyboard, gives them a post that has been made for
        them, and a one-time password: it is shown once, and gone from the page when its window is closed. With it the
        colleague comes as far as choosing their own, and no further."""
        yonetici = people.at("yonetici")
        login = f"yeni{uuid4().hex[:8]}"
        post = {"code": login.upper(), "title": f"Staj görevi {login}", "roles": [], "unit_id": None}
        post = yonetici.api("POST", "/posts", post | {"valid_from": f"{today(yonetici)}", "valid_to": None})
        page = yonetici.open("/kurum")
        page.keyboard.press("n")
        form = page.get_by_role("dialog", name="Kişi ekle")
        expect(form.get_by_label("Kullanıcı adı")).to_be_focused()
        page.keyboard.type(login)
        page.keyboard.press("Tab")
        page.keyboard.type("Çiğdem IŞIKLI")
        page.keyboard.press("Control+Enter")
        expect(form).to_be_hidden()
        expect(page.get_by_text("Hiç görev verilmedi.")).to_be_visible()

        page.get_by_role("button", name="Görev ver").click()
        form = page.get_by_role("dialog", name="Görev ver")
        form.get_by_label("Görev", exact=True).fill(login)
        form.get_by_role("option", name=post["title"]).click()
        form.get_by_role("button", name="Görev ver").click()
        expect(form).to_be_hidden()
        held = page.get_by_role("listitem").filter(has_text=post["title"])
        expect(held).to_contain_text("Sürüyor")

        page.get_by_role("button", name="Tek kullanımlık parola ver").click()
        page.get_by_role("button", name=re.compile("^Parola ver")).click()
        told = page.get_by_role("dialog", name="Tek kullanımlık parola")
        expect(told).to_contain_text("Yalnızca şimdi gösterilir")
        password = told.locator("code").inner_text()
        told.get_by_role("button", name="Sakladım, kapat").click()
        expect(told).to_be_hidden()
        assert password and password not in page.content()
        page.reload()
        expect(held).to_contain_text("Sürüyor")
        assert password not in page.content()

        added = yonetici.api("GET", f"/people/{re.search('kisi=([0-9a-f-]+)', page.url)[1]}")
        assert (added["login"], added["name"]) == (login, "Çiğdem IŞIKLI")
        holdings = yonetici.api("GET", f"/people/{added['id']}/holdings")["items"]
        assert [one["post"]["id"] for one in holdings] == [post["id"]]
        newcomer = people.anybody("desktop")
        entry = newcomer.open("/")
        entry.get_by_label("Kullanıcı adı").fill(login)
        entry.get_by_label("Parola").fill(password)
        entry.keyboard.press("Enter")
        expect(entry.get_by_text("Bu parola tek kullanımlıktır.")).to_be_visible()
        expect(entry.get_by_role("navigation", name="Ana menü")).to_have_count(0)
        assert status_of(newcomer, "GET", "/follow-up") == 403


class TestAuditor:
    def test_verifies_by_keyboard_alone_and_operates_nothing(self, people):
        """The auditor opens the state of the system: the audit chains are there and can be verified, which ends in
        words. What operates the site is not: no measures, no parked events to drive again, no telling anew; and the
        API refuses what the page does not offer."""
        denetci = people.at("denetci")
        page = denetci.open("/durum")
        expect(page.locator("main").get_by_role("heading", level=2)).to_have_text(["Denetim zinciri"])
        walk_to(page, "Doğrula: Evrak")
        page.keyboard.press("Enter")
        row = page.get_by_role("row", name="Evrak")
        expect(row).to_contain_text(re.compile(r"Bütün, [\d.]+ kayıt"), timeout=60_000)
        expect(page.get_by_role("button", name=re.compile("^Yeniden|^Bırak|^Bir "))).to_have_count(0)
        event = {"event_id": f"{uuid4()}", "handler": "anything"}
        assert status_of(denetci, "POST", "/operations/documents/parked/redrive", event) == 403
        assert status_of(denetci, "GET", "/operations/documents/health") == 403

    def test_sees_who_holds_which_post_and_changes_nobody(self, people):
        """In the organisation the auditor finds a person by name and sees the posts, and there is no act: nobody is
        added or changed, no post is given or ended, no password given, no session ended. How citizens and guests are
        reached is not for the auditor to know: the pages do not exist and the API refuses."""
        denetci = people.at("denetci")
        page = denetci.open("/kurum")
        page.get_by_role("searchbox", name="Ad, görev ya da kullanıcı adı").fill("ipek")
        page.get_by_role("link", name="İpek ILGAZ").click()
        expect(page.get_by_role("heading", name="İpek ILGAZ")).to_be_visible()
        expect(page.get_by_role("listitem").filter(has_text="Yönetici asistanı")).to_contain_text("Sürüyor")
        acts = "Kişi ekle|Dosyadan al|Değiştir|Görev ver|Son günü yaz|parola ver|kaldır|Oturumlarını kapat|Göster"
        expect(page.locator("main").get_by_role("button", name=re.compile(acts))).to_have_count(0)
        ipek = next(one for one in denetci.api("GET", "/people?limit=100")["items"] if one["login"] == "ipek")
        assert status_of(denetci, "PUT", f"/people/{ipek['id']}/password-reset", {}) == 403
        assert status_of(denetci, "PUT", f"/people/{ipek['id']}/sessions/end", {}) == 403
        assert status_of(denetci, "GET", "/contacts") == 403
        assert status_of(denetci, "GET", "/places") == 403


class TestRights:
    @pytest.mark.parametrize("login", FORBIDDEN)
    def test_what_the_navigation_offers_can_be_opened(self, people, login):
        """Each page that a person's navigation offers is a page for them, asks the API for nothing that is refused,
        and nothing is offered that they may not open."""
        person = people.at(login)
        page = person.open("/")
        links = page.get_by_role("navigation", name="Ana menü").first.get_by_role("link")
        links.first.wait_for()
        offered = links.evaluate_all("links => links.map(link => link.pathname)")
        assert offered and not set(offered) & set(FORBIDDEN[login])
        refused = []
        page.on("response", lambda answer: answer.status == 403 and refused.append(answer.url))
        for path in offered:
            person.open(path)
            expect(page.locator("main h1").first).not_to_have_text(NO_PAGE)
            expect(page.get_by_role("link", name="Başa dön")).to_have_count(0)
        assert refused == []

    @pytest.mark.parametrize("login", FORBIDDEN)
    def test_an_address_that_is_not_in_ones_rights_says_only_that_there_is_no_page(self, people, login):
        """Whoever writes the address of a page that they may not open reads the same words as for one that does not
        exist, and not a word more."""
        person = people.at(login)
        page = person.open("/boyle-bir-adres-yok")
        nothing = page.locator("main").inner_text()
        assert nothing.startswith(NO_PAGE)
        for path in FORBIDDEN[login]:
            person.open(path)
            expect(page.locator("main h1")).to_have_text(NO_PAGE)
            assert page.locator("main").inner_text() == nothing, path


class TestLooks:
    GROUND = "getComputedStyle(document.documentElement).backgroundColor"

    def test_the_chosen_colours_stay_by_keyboard_alone(self, people):
        """Somebody wants dark pages whatever the computer says: chosen in the account, they are dark at once, after
        loading anew and on the other pages; and as the computer has it once that is chosen again."""
        page = people.at("ipek", color_scheme="light").open("/hesabim")
        light = page.evaluate(self.GROUND)
        walk_to(page, "Koyu")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Koyu")).to_have_attribute("aria-pressed", "true")
        dark = page.evaluate(self.GROUND)
        assert dark != light
        page.reload()
        expect(page.get_by_role("button", name="Koyu")).to_have_attribute("aria-pressed", "true")
        assert page.evaluate(self.GROUND) == dark
        page.keyboard.press("g")
        page.keyboard.press("k")
        expect(page).to_have_url(re.compile("/takip$"))
        expect(page.get_by_role("heading", level=1, name="Takip")).to_be_visible()
        assert page.evaluate(self.GROUND) == dark
        page.go_back()
        walk_to(page, "Bilgisayardaki gibi")
        page.keyboard.press("Enter")
        page.reload()
        expect(page.get_by_role("button", name="Bilgisayardaki gibi")).to_have_attribute("aria-pressed", "true")
        assert page.evaluate(self.GROUND) == light

    def test_single_letters_are_switched_off_and_on_by_keyboard_alone(self, people):
        """Who dictates or strikes keys by accident switches single letters off in the account. It stays so after
        loading anew: letters lead nowhere and a question mark opens nothing. Switched on, they act again."""
        page = people.at("ipek").open("/hesabim")
        switch = page.get_by_role("checkbox", name="Tek harfli kısayollar")
        expect(switch).to_be_checked()
        walk_to(page, "Tek harfli kısayollar")
        page.keyboard.press("Space")
        expect(switch).not_to_be_checked()
        page.reload()
        expect(switch).not_to_be_checked()
        for letter in ("g", "k", "?"):
            page.keyboard.press(letter)
        walk_to(page, "Tek harfli kısayollar")
        expect(page).to_have_url(re.compile("/hesabim$"))
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.keyboard.press("Space")
        expect(switch).to_be_checked()
        page.keyboard.press("g")
        page.keyboard.press("k")
        expect(page).to_have_url(re.compile("/takip$"))
