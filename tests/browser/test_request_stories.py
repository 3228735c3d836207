"""How a request goes from the citizen's first word to their last, by the hands of those who do it."""

import re
import secrets

import pytest
from playwright.sync_api import expect

AWHILE = 20_000
"""Milliseconds: a citizen's word waits ten seconds before it is recorded, so that it can be taken back."""

CITIZEN = {"name": "Hatice ŞEN", "phone": "05550000071"}
PAGE_OF_LINES = 50

DRAFTS = "Object.entries(localStorage).filter(([key]) => key.startsWith('makam.draft.')).map(([, text]) => text).join()"
KEPT_IN_THE_BROWSER = """async () => {
    const answers = [];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const asked of await cache.keys()) answers.push(name, asked.url, await (await cache.match(asked)).text());
    }
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    const here = [document.title, location.href, document.referrer, history.state, name, document.cookie];
    return JSON.stringify([here, { ...localStorage }, { ...sessionStorage }, answers, databases]);
}"""


def unheard_of():
    """A word that stands nowhere else; of letters that fold to themselves."""
    return "kuytu" + secrets.token_hex(5)


def register(person, topic, **facts):
    """A new request; what is told to who registers it."""
    return person.api("POST", "/requests", {"channel": "desk", "topic": topic, "citizen": CITIZEN} | facts)


def numbered(person, number):
    """The request of this number as this person may see it."""
    (line,) = person.api("GET", f"/requests?number={number}&limit=1")["items"]
    return person.api("GET", f"/requests/{line['id']}")


def unit_of(person, code):
    return next(unit["id"] for unit in person.api("GET", "/units")["items"] if unit["code"] == code)


def restricted_category(person):
    return next(one for one in person.api("GET", "/request-categories")["items"] if one["restricted"])


def do(person, act, request, **facts):
    """One act upon a request; the request as it is then."""
    return person.api("PUT", f"/requests/{request['id']}/{act}", facts, version=request["version"])


def send(sevil, request, unit):
    """To the unit of this code, by hand."""
    return do(sevil, "routing", request, unit_id=unit_of(sevil, unit))


def solve(hakan, request, solution):
    for act, facts in (("acceptance", {}), ("start", {}), ("solution", {"solution": solution})):
        request = do(hakan, act, request, **facts)
    return request


def is_focused(page, control):
    expect(control).to_be_focused()
    return page.keyboard


def walk_to(page, address):
    """By the arrow down until the row of this address has the focus."""
    page.locator(f"main a[data-row][href='{address}']").wait_for()
    for _ in range(PAGE_OF_LINES):
        page.keyboard.press("ArrowDown")
        if page.evaluate("document.activeElement.getAttribute('href')") == address:
            return
    raise AssertionError(f"no row leads to {address}")


def type_call(page, phone, name, said, place):
    """What a caller says into the form, field after field by the tabulator; it begins on the kind."""
    for text in (phone, name, said, *place):
        page.keyboard.press("Tab")
        page.keyboard.type(text)


def look_up(page, text):
    """In the one field for all that can be searched."""
    page.keyboard.press("/")
    page.keyboard.type(text)


class TestDesk:
    @pytest.mark.feature("A5.2")
    def test_a_call_is_registered_by_keyboard_alone_and_the_next_one_with_its_slip(self, people):
        """Sevil answers the telephone: a complaint. She picks the kind by its key, writes down who calls, what they say
        and where; the category is proposed from the words. She saves without a slip: the number is told, the form is
        empty, and she stands on its first field. The next caller wants a slip: it opens on a page of its own, and she
        goes on where she was."""
        said = f"Yolda derin bir çukur var, {unheard_of()}"
        sevil = people.at("sevil")
        page = sevil.open("/talepler/yeni")
        told = page.get_by_role("status")
        kinds = page.get_by_role("group", name="Tür")
        expect(kinds.get_by_role("radio", name="Talep")).to_be_focused()
        page.keyboard.press("Alt+2")
        expect(kinds.get_by_role("radio", name="Şikâyet")).to_be_checked()
        type_call(page, "05550000072", "Yıldız GÜNGÖR", said, ("Çınaraltı", "Ihlamur Sokak", "12"))
        expect(page.get_by_label("Konu")).to_have_value("Yolda çukur")
        expect(page.get_by_label("Kayıt yardımı")).to_contain_text("Fen İşleri Müdürlüğü")
        page.keyboard.press("Control+Shift+Enter")
        expect(told.get_by_text(re.compile(r"^Talep TLP-\d{4}-\d{6} kaydedildi\.$"))).to_be_visible()
        first = re.search(r"TLP-\d{4}-\d{6}", told.inner_text()).group()
        expect(page.get_by_label("Ne söylüyor?")).to_have_value("")
        expect(kinds.get_by_role("radio", name="Talep")).to_be_focused()
        expect(page.get_by_role("region", name="Son kayıt")).to_contain_text(first)
        assert len(sevil.context.pages) == 1
        made = numbered(sevil, first)
        assert (made["kind"], made["channel"], made["topic"]) == ("complaint", "phone", said)
        assert (made["citizen"]["name"], made["citizen"]["phone"]) == ("Yıldız GÜNGÖR", "+905550000072")
        assert (made["neighbourhood"], made["address"]) == ("Çınaraltı", "Ihlamur Sokak No:12")
        assert (made["category"]["code"], made["unit"]["code"], made["status"]) == ("YOL.CUKUR", "FEN", "routed")

        said = f"Teşekkür ediyorum, {unheard_of()}"
        page.keyboard.press("Alt+5")
        type_call(page, "", "Âlim ÖĞÜT", said, ())
        with sevil.context.expect_page() as slip:
            page.keyboard.press("Control+Enter")
        expect(told.get_by_text(re.compile(r"^Talep TLP-\d{4}-\d{6} kaydedildi, fişi açıldı\.$"))).to_be_visible()
        second = re.search(r"TLP-\d{4}-\d{6}", told.inner_text()).group()
        made = numbered(sevil, second)
        assert second != first and (made["kind"], made["topic"]) == ("thanks", said)
        slip.value.wait_for_url(f"**/requests/{made['id']}/receipt")
        slip.value.close()
        page.bring_to_front()
        expect(kinds.get_by_role("radio", name="Talep")).to_be_focused()

    def test_a_slip_of_the_finger_is_told_at_its_field_and_loses_nothing(self, people):
        """A digit is missing and nobody is named: nothing is registered, the first wrong field has the focus and says
        what is wrong with it; all that was written stays. Put right, it is saved."""
        said = f"Kaldırımdaki levha devrilmiş, {unheard_of()}"
        sevil = people.at("sevil")
        page = sevil.open("/talepler/yeni")
        type_call(page, "0555000007", "", said, ())
        page.keyboard.press("Control+Shift+Enter")
        expect(page.get_by_text("Telefon 11 rakam olmalı, 1 rakam eksik.")).to_be_visible()
        expect(page.get_by_text("Ad soyad yazın.")).to_be_visible()
        is_focused(page, page.get_by_label("Telefon", exact=True)).press("End")
        expect(page.get_by_label("Ne söylüyor?")).to_have_value(said)
        newest = sevil.api("GET", f"/requests?order=newest&limit={PAGE_OF_LINES}")["items"]
        assert said not in [one["topic"] for one in newest]
        page.keyboard.type("3")
        page.keyboard.press("Tab")
        page.keyboard.type("Gülsüm ÇAKIR")
        page.keyboard.press("Control+Shift+Enter")
        expect(page.get_by_role("status").get_by_text(re.compile("kaydedildi"))).to_be_visible()
        newest = sevil.api("GET", f"/requests?order=newest&limit={PAGE_OF_LINES}")["items"]
        assert [one["topic"] for one in newest].count(said) == 1


class TestDrafts:
    def test_what_is_half_written_outlives_the_page_and_not_the_session(self, people, trial):
        """Somebody closes Sevil's page in the middle of a call. When it is open again, what she wrote is there, but for
        the citizen's identity number, which no draft holds. She signs out: the browser keeps nothing of it, and who
        signs in next finds an empty form."""
        said = f"Yolda çukur var, {unheard_of()}"
        sevil = people.anybody("desktop")
        sevil.sign_in("sevil", trial.sign_ins["sevil"])
        page = sevil.open("/talepler/yeni")
        type_call(page, "05550000074", "Şükrü IŞIK", said, ("Çınaraltı",))
        page.get_by_text("E-posta, kimlik no").click()
        page.get_by_label("T.C. kimlik no").fill("10000000146")
        page.reload()
        expect(page.get_by_text(re.compile("Yarım kalan talep"))).to_be_visible()
        expect(page.get_by_label("Telefon", exact=True)).to_have_value("05550000074")
        expect(page.get_by_label("Ad soyad")).to_have_value("Şükrü IŞIK")
        expect(page.get_by_label("Ne söylüyor?")).to_have_value(said)
        expect(page.get_by_label("Mahalle")).to_have_value("Çınaraltı")
        expect(page.get_by_label("T.C. kimlik no")).to_have_value("")
        drafts = page.evaluate(DRAFTS)
        assert said in drafts and "10000000146" not in drafts
        page.get_by_role("button", name="Çık").click()
        expect(page.get_by_label("Parola")).to_be_visible()
        assert said not in page.evaluate(KEPT_IN_THE_BROWSER)
        assert page.evaluate(DRAFTS) == ""
        sevil.sign_in("sevil", trial.sign_ins["sevil"])
        page = sevil.open("/talepler/yeni")
        expect(page.get_by_label("Ne söylüyor?")).to_have_value("")
        expect(page.get_by_text(re.compile("Yarım kalan talep"))).to_be_hidden()

    def test_a_draft_is_dropped_when_somebody_begins_anew(self, people, trial):
        """The half-written request of an hour ago is not wanted any more: one press, and nothing of it is kept."""
        said = f"Kaldırımda çukur, {unheard_of()}"
        sevil = people.anybody("desktop")
        sevil.sign_in("sevil", trial.sign_ins["sevil"])
        page = sevil.open("/talepler/yeni")
        page.get_by_label("Ne söylüyor?").fill(said)
        page.reload()
        expect(page.get_by_label("Ne söylüyor?")).to_have_value(said)
        page.get_by_role("button", name="Sil, yeni aç").click()
        expect(page.get_by_label("Ne söylüyor?")).to_have_value("")
        page.reload()
        expect(page.get_by_role("radio", name="Talep")).to_be_focused()
        expect(page.get_by_label("Ne söylüyor?")).to_have_value("")
        assert page.evaluate(DRAFTS) == ""

    def test_none_is_kept_of_what_few_may_read(self, people, trial):
        """While Sevil writes, a draft is kept. As soon as the category is one that only its unit and the director may
        read, the draft is taken out of the browser; and when the page is opened again, the form is empty."""
        said = f"Evde bakıma ihtiyacım var, {unheard_of()}"
        sevil = people.anybody("desktop")
        sevil.sign_in("sevil", trial.sign_ins["sevil"])
        category = restricted_category(sevil)
        page = sevil.open("/talepler/yeni")
        page.get_by_label("Ne söylüyor?").fill(said)
        page.wait_for_function(f"said => {DRAFTS}.includes(said)", arg=said)
        page.get_by_label("Konu").fill(category["name"])
        page.get_by_role("option", name=category["name"]).first.wait_for()
        page.get_by_label("Konu").press("Enter")
        expect(page.get_by_text("Bu konuda taslak saklanmaz.")).to_be_visible()
        page.wait_for_function(f"() => {DRAFTS} === ''")
        expect(page.get_by_label("Ne söylüyor?")).to_have_value(said)
        page.reload()
        expect(page.get_by_role("radio", name="Talep")).to_be_focused()
        expect(page.get_by_label("Ne söylüyor?")).to_have_value("")
        assert said not in page.evaluate(KEPT_IN_THE_BROWSER)


def test_the_unit_answers_and_the_citizen_says_by_telephone_that_it_is_solved(people):
    """No rule knew the unit, so Sevil sent the request to the public works by hand. Hakan finds it among what has come
    to his unit, opens it, takes it on, begins, and writes the answer, all from the keyboard. Sevil then calls the
    citizen from her list, hears yes, and presses E: after the moment in which it could be taken back, the request is
    confirmed by the citizen's word."""
    sevil, hakan = people.at("sevil"), people.at("hakan")
    said, solution = f"Köprünün korkuluğu sallanıyor, {unheard_of()}", f"Korkuluk onarıldı, {unheard_of()}"
    made = send(sevil, register(sevil, said)["request"], "FEN")

    page = hakan.open("/talepler?durum=routed&sira=yeni")
    walk_to(page, f"/talepler/{made['id']}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Fen İşleri Müdürlüğü talebi alacak")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="Fen İşleri Müdürlüğü işe başlayacak")).to_be_visible()
    page.keyboard.press("b")
    expect(page.get_by_role("heading", name="Fen İşleri Müdürlüğü çalışıyor")).to_be_visible()
    page.keyboard.press("c")
    answer = page.get_by_role("dialog", name="Vatandaşa ne cevap veriliyor?")
    is_focused(page, answer.get_by_label("Cevap")).type(solution)
    page.keyboard.press("Control+Enter")
    expect(answer).to_be_hidden()
    expect(page.get_by_role("heading", name="Vatandaşa soruluyor: sorun çözüldü mü?")).to_be_visible()
    asked = hakan.api("GET", f"/requests/{made['id']}")
    assert (asked["status"], asked["solution"]) == ("solved", solution)

    page = sevil.open(f"/teyitler?talep={made['id']}")
    call = page.get_by_role("region", name="Sorununuz çözüldü mü?")
    expect(call.get_by_text(said)).to_be_visible()
    expect(call.get_by_text(solution)).to_be_visible()
    with page.expect_response(re.compile(f"/requests/{made['id']}/confirmation$"), timeout=AWHILE) as recorded:
        page.keyboard.press("e")
        expect(page.get_by_role("status").get_by_text(f"{made['number']} teyitli kapanıyor.")).to_be_visible()
        expect(call.get_by_text(said)).to_be_hidden()
    assert recorded.value.ok
    closed = sevil.api("GET", f"/requests/{made['id']}")
    assert (closed["status"], closed["closed_by"]) == ("confirmed", "citizen")
    page = sevil.open(f"/talepler/{made['id']}")
    expect(page.get_by_role("heading", name="Vatandaş çözüldüğünü bildirdi")).to_be_visible()


def test_who_calls_again_is_known_by_the_telephone_number(people):
    """Sevil writes the number that she sees ringing: who has it and what they asked for stands beside the form, and
    Alt and K write their name."""
    sevil, said = people.at("sevil"), unheard_of()
    before = register(sevil, said, citizen={"name": "Perihan ÇİÇEK", "phone": "05550000074"})["request"]
    page = sevil.open("/talepler/yeni")
    page.keyboard.press("Tab")
    page.keyboard.type("0555 000 00 74")
    known = page.get_by_role("region", name="Bu telefondan")
    expect(known.get_by_text(said)).to_be_visible()
    expect(known.get_by_text(before["number"])).to_be_visible()
    page.keyboard.press("Alt+k")
    expect(page.get_by_label("Ad soyad")).to_have_value("Perihan ÇİÇEK")


def test_a_call_that_reaches_nobody_is_kept_and_the_citizen_is_called_again(people):
    """Sevil calls and nobody answers: U keeps the call, and the line comes back with it."""
    sevil, hakan = people.at("sevil"), people.at("hakan")
    said = unheard_of()
    made = solve(hakan, send(sevil, register(sevil, said)["request"], "FEN"), "Yapıldı.")
    page = sevil.open(f"/teyitler?talep={made['id']}")
    call = page.get_by_role("region", name="Sorununuz çözüldü mü?")
    expect(call.get_by_text(said)).to_be_visible()
    with page.expect_response(re.compile(f"/requests/{made['id']}/tries$"), timeout=AWHILE) as recorded:
        page.keyboard.press("u")
        told = page.get_by_role("status").get_by_text(f"{made['number']} için ulaşılamadığı yazılıyor.")
        expect(told).to_be_visible()
        expect(call.get_by_text(said)).to_be_hidden()
    assert recorded.value.ok
    page = sevil.open(f"/teyitler?talep={made['id']}")
    expect(call.get_by_text("1 kez ulaşılamadı")).to_be_visible()
    expect(call.get_by_text("2 ayrı günde daha aranıp ulaşılamamış olması gerekir")).to_be_visible()
    page = sevil.open(f"/talepler/{made['id']}")
    expect(page.get_by_text("Teyit için arandı, ulaşılamadı")).to_be_visible()
    tried = sevil.api("GET", f"/requests/{made['id']}")
    assert (tried["status"], tried["tries"]) == ("solved", 1)


def test_a_word_taken_back_in_time_was_never_said(people):
    """Sevil pressed E for the wrong line. Z takes it back: the request waits for its citizen as before."""
    sevil, hakan = people.at("sevil"), people.at("hakan")
    made = solve(hakan, send(sevil, register(sevil, unheard_of())["request"], "FEN"), "Yapıldı.")
    page = sevil.open(f"/talepler/{made['id']}")
    page.keyboard.press("e")
    expect(page.get_by_text("On saniye içinde yazılacak.")).to_be_visible()
    page.keyboard.press("z")
    expect(page.get_by_role("button", name="Evet, çözüldü")).to_be_visible()
    page.goto(sevil.url + "/talepler")  # whatever still waited would be sent on leaving
    page.locator("[data-row]").first.wait_for()
    again = sevil.api("GET", f"/requests/{made['id']}")
    assert (again["status"], again["version"]) == ("solved", made["version"])


class TestCitizen:
    @pytest.mark.feature("A5.57")
    def test_asks_follows_and_says_yes_on_a_phone_without_script(self, people):
        """A citizen writes what happened and how they are reached, gets a number and a code, and with both sees how it
        stands. When the unit has answered, the same number and code show the answer and ask whether it is solved; the
        citizen says yes and is thanked. None of these pages shows who asked."""
        sevil, hakan = people.at("sevil"), people.at("hakan")
        said, solution = f"Sokağın başı karanlık, {unheard_of()}", f"Lamba değiştirildi, {unheard_of()}"
        citizen = people.anybody("phone", java_script_enabled=False)
        page = citizen.open("/basvuru")
        page.get_by_label("Başvurunuz", exact=True).select_option(label="Şikâyet")
        page.get_by_label("Ne oldu, ne istiyorsunuz?").fill(said)
        page.get_by_label("Mahalle").fill("Yeşiltepe")
        page.get_by_label("Adınız ve soyadınız").fill("Nazlı ÖZDEMİR")
        page.get_by_label("Cep telefonunuz").fill("05550000075")
        page.get_by_role("button", name="Başvuruyu gönder").click()
        expect(page.get_by_role("heading", name="Başvurunuzu aldık")).to_be_visible()
        number, code = page.locator("dd.big").all_inner_texts()
        made = numbered(sevil, number)
        assert (made["topic"], made["kind"], made["channel"]) == (said, "complaint", "web")
        assert made["citizen"]["phone"] == "+905550000075"

        self.follow(page, number, code)
        expect(page.get_by_role("heading", name="Başvurunuzu aldık")).to_be_visible()
        expect(page.get_by_text(said)).to_be_visible()
        expect(page.get_by_text("Sorununuz çözüldü mü?")).to_be_hidden()

        solve(hakan, send(sevil, made, "FEN"), solution)
        self.follow(page, number, code)
        expect(page.get_by_role("heading", name="Başvurunuza cevap verildi")).to_be_visible()
        expect(page.get_by_text(solution)).to_be_visible()
        assert not re.search("Nazlı|ÖZDEMİR|5550000075", page.content())
        assert code not in page.url and number not in page.url
        page.get_by_role("radio", name="Evet, çözüldü").check()
        page.get_by_role("button", name="Gönder").click()
        expect(page.get_by_role("heading", name="Teşekkür ederiz")).to_be_visible()
        expect(page.get_by_text("Başvurunuz kapandı.")).to_be_visible()
        assert sevil.api("GET", f"/requests/{made['id']}")["status"] == "confirmed"

    def test_asks_by_keyboard_alone(self, people):
        """From the first field by the tabulator to the button; return sends."""
        said = f"Otobüs durağının camı kırık, {unheard_of()}"
        page = people.anybody("desktop", java_script_enabled=False).open("/basvuru")
        for _ in range(6):  # the way past the page's head: three links and the language
            if page.get_by_label("Başvurunuz", exact=True).evaluate("field => field === document.activeElement"):
                break
            page.keyboard.press("Tab")
        is_focused(page, page.get_by_label("Başvurunuz", exact=True))
        for text in (said, "", "", "Nazlı ÖZDEMİR", "05550000076"):
            page.keyboard.press("Tab")
            page.keyboard.type(text)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Başvurunuzu aldık")).to_be_visible()
        number, _code = page.locator("dd.big").all_inner_texts()
        assert numbered(people.at("sevil"), number)["topic"] == said

    @staticmethod
    def follow(page, number, code):
        """By the link, the number and the code."""
        page.get_by_role("navigation").get_by_role("link", name="Başvurunu izle").click()
        page.get_by_label("Başvuru numarası").fill(number)
        page.get_by_label("Takip kodu").fill(code)
        page.get_by_role("button", name="Göster").click()


@pytest.mark.check("S20", part="the browser: titles, addresses, storage")
def test_what_few_may_read_stays_on_their_page_and_is_on_nobody_elses(people):
    """S20: Nermin reads a restricted request. The word in it is on her page and in no title, address or store of her
    browser. Şule directs another unit. Her worklist and her board, which show what was registered after it, do not show
    it; neither its number nor its words find it; and its own address says that there is no such record."""
    word, found_by, of_park = unheard_of(), unheard_of(), unheard_of()
    nermin, sevil, sule = people.at("nermin"), people.at("sevil"), people.at("sule")
    category = restricted_category(nermin)
    made = register(nermin, f"Yardım istiyor, {found_by}, {word}", category=category["code"])["request"]
    assert made["unit"]["code"] != "PARK"
    own = send(sevil, register(sevil, f"Parkta dal kırıldı, {of_park}")["request"], "PARK")

    page = nermin.open(f"/talepler/{made['id']}")
    expect(page.get_by_text(word).first).to_be_visible()
    look_up(page, made["number"])
    expect(page.get_by_role("dialog").get_by_role("button", name=made["number"])).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text(word).first).to_be_visible()
    kept = page.evaluate(KEPT_IN_THE_BROWSER)
    assert f"/talepler/{made['id']}" in kept and word not in kept
    page = nermin.open("/talepler?sira=yeni")
    expect(page.get_by_text(word).first).to_be_visible()
    assert word not in page.evaluate(KEPT_IN_THE_BROWSER)

    page = sule.open("/talepler?sira=yeni&ne=tumu")
    expect(page.get_by_text(of_park).first).to_be_visible()
    assert word not in page.content()
    page.get_by_label("Talep numarası").fill(made["number"])
    page.keyboard.press("Enter")
    expect(page.get_by_text("Böyle bir kayıt yok.")).to_be_visible()
    assert word not in page.content()
    page = sule.open("/takip?tur=request")
    expect(page.get_by_text(of_park).first).to_be_visible(timeout=AWHILE)
    assert word not in page.content()
    for asked in (made["number"], found_by):
        page = sule.open("/takip?tur=request")
        look_up(page, asked)
        expect(page.get_by_text(f"“{asked}” için sonuç yok")).to_be_visible()
        assert word not in page.content()
    page = sule.open(f"/talepler/{made['id']}")
    expect(page.get_by_text("Böyle bir kayıt yok.")).to_be_visible()
    assert word not in page.content() and made["number"] not in page.content()
    assert word not in page.evaluate(KEPT_IN_THE_BROWSER)
    page = sule.open(f"/talepler/{own['id']}")
    expect(page.get_by_text(of_park).first).to_be_visible()
