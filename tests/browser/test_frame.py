"""What stands around every page: signing in, keys, search, language, and what is kept when something fails."""

import re

import pytest
from checks import fits
from playwright.sync_api import expect

from makam_kernel.turkish import fold

HOSTILE = '<img src=x onerror="document.title=1">\u202eters ' + "Ş" * 500


def register(person, topic, **facts):
    """A new request; the request as it was told."""
    body = {"channel": "desk", "topic": topic, "citizen": {"name": "Hatice ŞEN", "phone": "05550000071"}} | facts
    return person.api("POST", "/requests", body)["request"]


class TestSignIn:
    def test_by_keyboard_alone_and_a_wrong_password_loses_nothing(self, people, trial):
        somebody = people.anybody("desktop")
        page = somebody.open("/")
        page.get_by_label("Kullanıcı adı").focus()
        page.keyboard.type("selin")
        page.keyboard.press("Tab")
        page.keyboard.type("yanlış parola")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_be_visible()
        expect(page.get_by_label("Kullanıcı adı")).to_have_value("selin")
        page.get_by_label("Parola").fill(trial.sign_ins["selin"])
        page.keyboard.press("Enter")
        expect(page.get_by_role("navigation", name="Ana menü").first).to_be_visible()
        expect(page).to_have_url(re.compile("/torenler$"))

    def test_a_session_that_ends_while_somebody_works_is_gone_on_with(self, people, trial):
        oguz = people.anybody("desktop")
        oguz.sign_in("oguz", trial.sign_ins["oguz"])
        page = oguz.open("/takip")
        oguz.context.request.delete(f"{trial.url}/api/v1/session")
        page.get_by_role("button", name="Geciken").click()
        expect(page.get_by_text("Oturumunuz kapandı")).to_be_visible()
        page.get_by_label("Kullanıcı adı").fill("oguz")
        page.get_by_label("Parola").fill(trial.sign_ins["oguz"])
        page.keyboard.press("Enter")
        expect(page.get_by_text("Oturumunuz kapandı")).to_be_hidden()
        expect(page).to_have_url(re.compile("/takip"))

    def test_signing_out_leaves_nothing_behind(self, people, trial):
        ipek = people.anybody("desktop")
        ipek.sign_in("ipek", trial.sign_ins["ipek"])
        page = ipek.open("/takip")
        page.evaluate("localStorage.setItem('makam.draft.x.y', '{}')")
        page.get_by_role("button", name="Çık", exact=True).click()
        expect(page.get_by_label("Parola")).to_be_visible()
        assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('draft'))") == []
        assert page.evaluate("fetch('/api/v1/me').then(answer => answer.status)") == 401


class TestKeys:
    def test_two_letters_go_to_a_page_and_a_question_mark_lists_the_keys(self, people):
        nermin = people.at("nermin")
        page = nermin.open("/takip")
        page.keyboard.press("?")
        sheet = page.get_by_role("dialog", name="Klavye kısayolları")
        expect(sheet.get_by_text("Program", exact=True)).to_be_visible()
        page.keyboard.press("Escape")
        expect(sheet).to_be_hidden()
        page.keyboard.press("g")
        page.keyboard.press("b")
        expect(page).to_have_url(re.compile("/gunum$"))

    def test_single_letters_can_be_switched_off(self, people):
        nermin = people.at("nermin")
        page = nermin.open("/takip")
        page.keyboard.press("?")
        page.get_by_label("Tek harfli kısayollar açık").uncheck()
        page.keyboard.press("Escape")
        page.keyboard.press("g")
        page.keyboard.press("b")
        page.keyboard.press("/")
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(page).to_have_url(re.compile("/takip$"))

    def test_rows_are_walked_by_arrows_and_letters(self, people):
        nermin = people.at("nermin")
        page = nermin.open("/takip?tur=request")
        page.locator("[data-row]").nth(2).wait_for()
        for key in ("ArrowDown", "j", "ArrowDown", "k"):
            page.keyboard.press(key)
        assert page.locator("[data-row]").nth(1).evaluate("row => row === document.activeElement")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/talepler/"))

    def test_the_first_stop_leads_past_the_navigation(self, people):
        page = people.at("nermin").open("/takip")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "İçeriğe geç"


class TestSearch:
    def test_finds_by_folded_letters_and_opens_by_enter(self, people):
        """«yesiltepe» finds what «Yeşiltepe» wrote."""
        nermin = people.at("nermin")
        paper = nermin.api("GET", "/papers?limit=1")["items"][0]
        page = nermin.open("/takip")
        page.keyboard.press("/")
        page.keyboard.type(fold(paper["subject"]))
        found = page.get_by_role("dialog").get_by_role("button", name=paper["subject"])
        expect(found.first).to_be_visible()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/evrak/"))

    def test_says_what_to_write_when_nothing_is_found(self, people):
        page = people.at("nermin").open("/takip")
        page.keyboard.press("/")
        page.keyboard.type("böylebirşeyyok")
        expect(page.get_by_text("için sonuç yok")).to_be_visible()

    def test_what_is_found_is_walked_by_arrows_from_the_field_and_back(self, people):
        """Nermin writes, walks down into what is found, back up into the field, writes on, walks down to the last page
        that is found and opens it by Enter. How much is found is said."""
        page = people.at("nermin").open("/takip")
        page.keyboard.press("/")
        page.keyboard.type("ta")
        finder = page.get_by_role("dialog")
        field, found = finder.get_by_role("searchbox"), finder.locator("button[data-row]")
        pages = found.filter(has_text="Sayfalar")
        expect(pages.filter(has_text="Takip")).to_be_visible()
        expect(finder.get_by_role("status")).to_have_text(re.compile(r"^\s*\d+ sonuç\s*$"))
        page.keyboard.press("ArrowDown")
        expect(found.first).to_be_focused()
        page.keyboard.press("ArrowUp")
        expect(field).to_be_focused()
        page.keyboard.type("l")
        expect(field).to_have_value("tal")
        expect(pages.filter(has_text="Takip")).to_have_count(0)
        expect(pages.last).to_contain_text("Talimatlar")
        for _ in range(pages.count()):
            page.keyboard.press("ArrowDown")
        expect(pages.last).to_be_focused()
        page.keyboard.press("Enter")
        expect(finder).to_be_hidden()
        expect(page).to_have_url(re.compile("/talimatlar"))

    def test_a_field_to_search_in_is_emptied_by_escape_and_then_left_for_the_keys_of_the_page(self, people):
        page = people.at("nermin").open("/evrak")
        field = page.get_by_role("searchbox")
        field.fill("böylebirşeyyok")
        expect(page.locator("[data-row]")).to_have_count(0)
        page.keyboard.press("Escape")
        expect(field).to_have_value("")
        expect(field).to_be_focused()
        expect(page.locator("[data-row]")).not_to_have_count(0)
        page.keyboard.press("Escape")
        expect(field).not_to_be_focused()
        page.keyboard.press("j")
        expect(page.locator("[data-row]").first).to_be_focused()
        expect(page).to_have_url(re.compile("/evrak"))

    def test_is_left_by_one_escape_whatever_is_written_and_the_page_stays(self, people):
        page = people.at("nermin").open("/program")
        page.keyboard.press("/")
        field = page.get_by_role("dialog").get_by_role("searchbox")
        field.fill("yarım")
        field.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(page).to_have_url(re.compile("/program"))


def test_english_is_a_choice_that_stays(people):
    page = people.anybody("desktop").open("/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_without_a_line_what_was_read_stays_and_it_is_said(people):
    nermin = people.at("nermin")
    page = nermin.open("/takip")
    page.locator("[data-row]").first.wait_for()
    rows = page.locator("[data-row]").count()
    nermin.context.set_offline(True)
    page.evaluate("dispatchEvent(new Event('offline'))")
    expect(page.get_by_text("Bağlantı yok. Okuduklarınız duruyor")).to_be_visible()
    page.get_by_role("button", name="Bu hafta").click()
    expect(page.get_by_text(re.compile("Bağlantı yok. Yazdıklarınız"))).to_be_visible()
    assert page.locator("[data-row]").count() == rows
    nermin.context.set_offline(False)
    page.get_by_role("button", name="Yeniden dene").click()
    expect(page.get_by_text(re.compile("Bağlantı yok. Yazdıklarınız"))).to_be_hidden()


@pytest.mark.promise("P9", part="the board in the browser")
def test_a_service_that_is_away_is_marked_in_its_place(people, trial):
    """P9: with visitors stopped, the board says so, with the time of its last good answer, and shows all the rest."""
    nermin = people.at("nermin")
    page = nermin.open("/takip")
    trial.stop("visitors")
    try:
        page.reload()
        expect(page.get_by_text("Kabul şu anda yanıt vermiyor.")).to_be_visible()
        expect(page.locator("[data-row]").first).to_be_visible()
    finally:
        trial.start("visitors")
        trial.wait_until_ready()
    page.get_by_role("button", name="Yeniden dene").click()
    expect(page.get_by_text("Kabul şu anda yanıt vermiyor.")).to_be_hidden()


def test_what_one_registers_the_other_sees_without_asking(people):
    """Two browsers at once: the board tells of a new matter, and moves nothing under the pointer."""
    sevil, nermin = people.at("sevil"), people.at("nermin")
    page = nermin.open("/takip?tur=request")
    expect(page.get_by_text("Canlı")).to_be_visible()
    page.locator("[data-row]").first.focus()
    register(sevil, "Canlı görünmesi gereken talep")
    expect(page.get_by_text("Yeni işler var")).to_be_visible(timeout=15_000)


@pytest.mark.check("S11", part="words that would be markup, on the board and the request's page")
def test_hostile_words_are_text_and_break_no_layout(people):
    """Markup, a character that turns the line, and 500 letters without a space stand there as they were written."""
    sevil = people.at("sevil")
    made = register(sevil, HOSTILE)
    page = sevil.open(f"/talepler/{made['id']}")
    expect(page.get_by_text("<img src=x").first).to_be_visible()
    assert page.locator("img[src=x]").count() == 0 and page.title() != "1"
    assert "\u202e" not in page.locator("main").inner_text()
    assert fits(page)
    nermin = people.at("nermin")
    page = nermin.open("/takip?tur=request&ne=all")
    assert fits(page)
