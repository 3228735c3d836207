"""The mayor's day at her browsers, the invitations that the protocol officer answers for her, and a unit's work for a
ceremony."""

import re
from datetime import datetime, time, timedelta
from uuid import uuid4

from playwright.sync_api import expect

from makam_kernel.clock import ISTANBUL
from makam_tools.demonstration.office import wait_for

MOST_TABS = 80
MOST_PRESSES = 10
A_LOOK = 500
"""Milliseconds: no press counts right after a paper was loaded."""

SLOWLY = 15_000

UNDONE_WITHIN = 11_000
"""Milliseconds after which what can be undone is done."""

EVENING = time(17, 45)


def unlike(words):
    """These words, and what tells them from those of any other run."""
    return f"{words} {uuid4().hex[:8]}"


def today(person):
    """The day that it is in the office."""
    return datetime.fromisoformat(person.api("GET", "/clock")["at"]).astimezone(ISTANBUL).date()


def mayors_calendar(person):
    return next(one["id"] for one in person.api("GET", "/calendars")["items"] if one["kind"] == "mayor")


def entries(person, calendar_id, first, last):
    """What stands in a calendar from one day to another."""
    path = f"/entries?calendar_id={calendar_id}&from_on={first}&until_on={last}&limit=100"
    return [one for one in person.api("GET", path)["items"] if one["status"] != "cancelled"]


def lay_first(nermin, words):
    """An urgent item that came before all others that lie before the mayor."""
    lying = nermin.api("GET", "/urgent-items?status=before_the_mayor&limit=100")["items"]
    facts = {"kind": "information", "words": words, "sender": "Nöbetçi amirliği"}
    if lying:
        first = min(datetime.fromisoformat(one["arrived_at"]) for one in lying)
        facts["arrived_at"] = (first - timedelta(minutes=1)).isoformat()
    item = nermin.api("POST", "/urgent-items", facts)
    item = nermin.api("PUT", f"/urgent-items/{item['id']}/filtering", {"rank": 1}, item["version"])
    return nermin.api("PUT", f"/urgent-items/{item['id']}/laying", {}, item["version"])


def submitted(author, mayor, subject):
    """A letter of the author's unit that waits for the mayor's signature."""
    writer, signer = author.api("GET", "/me"), mayor.api("GET", "/me")
    facts = {
        "kind": "outgoing",
        "unit_id": writer["unit_ids"][0],
        "file_code": "609",
        "subject": subject,
        "body": f"{subject} hususunda gereğini arz ederim.",
        "circle": [
            {"person_id": one["id"], "name": one["name"], "title": one["posts"][0]["title"]} for one in (writer, signer)
        ],
        "addressees": [{"name": "Karayolları Bölge Müdürlüğü", "purpose": "action"}],
    }
    paper = author.api("POST", "/papers", facts)
    for act in ("circulation", "initials"):
        paper = author.api("PUT", f"/papers/{paper['id']}/{act}", {}, paper["version"])
    assert paper["status"] == "submitted"
    return paper


def tab_to(page, target):
    """Go on with the Tab key until this has the focus."""
    expect(target).to_be_visible()
    for _ in range(MOST_TABS):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{MOST_TABS} kez Tab, {target} odaklanmadı")


def press_until(press, told):
    """Press until it counts: what it leads to is there at once."""
    for _ in range(MOST_PRESSES):
        press()
        if told.is_visible():
            return
    raise AssertionError(f"{MOST_PRESSES} kez basıldı, {told} görünmedi")


def write(page, label, words):
    """Go on to a field of the form and write."""
    tab_to(page, page.get_by_label(label, exact=True))
    page.keyboard.type(words)


class TestMayor:
    def test_sees_the_urgent_item_by_keyboard_alone(self, people):
        """The director lays a burst main before the mayor. On her tablet it stands above the day; she goes to
        «Gördüm» by the Tab key and presses Enter, and the band of this item leaves. Whoever laid it reads that she has
        seen it."""
        nermin, baskan = people.at("nermin"), people.at("baskan", "tablet")
        words = unlike("Çınaraltı’nda su ana borusu patladı; iki sokak susuz.")
        item = lay_first(nermin, words)
        page = baskan.open("/gunum")
        band = page.get_by_role("region", name="İvedi.").filter(has_text=words)
        tab_to(page, band.get_by_role("button", name="Gördüm"))
        page.keyboard.press("Enter")
        expect(page.get_by_text("İvedi bilgiyi gördünüz.")).to_be_visible()
        expect(page.get_by_text(words)).to_be_hidden(timeout=SLOWLY)
        assert nermin.api("GET", f"/urgent-items/{item['id']}")["status"] == "seen"

    def test_signs_on_her_phone_takes_it_back_and_signs_again(self, people):
        """A letter waits for her signature. On her phone she opens it from her day and approves; within ten seconds
        she takes it back, and the ten seconds pass without anything being signed. She approves again and closes the
        page at once: nothing is lost, the letter is signed and has its number."""
        ilknur, baskan = people.at("ilknur"), people.at("baskan", "phone")
        subject = unlike("Çınaraltı kavşağı kazı izni")
        path = f"/papers/{submitted(ilknur, baskan, subject)['id']}"
        page, signatures = baskan.page, []
        page.clock.install()
        page.on("request", lambda asked: signatures.append(asked.url) if asked.url.endswith("/signature") else None)
        baskan.open("/gunum")
        told = page.get_by_text("Onayınız 10 sn sonra işlenir.")
        page.get_by_role("link", name=f"{subject}: aç").click()
        paper, approve = page.get_by_role("heading", name=subject, level=1), page.get_by_role("button", name="Onayla")
        expect(paper).to_be_visible()
        press_until(lambda: approve.click(delay=A_LOOK), told)
        expect(paper).to_be_hidden()
        page.get_by_role("button", name="Geri al").click()
        expect(paper).to_be_visible()
        page.clock.fast_forward(UNDONE_WITHIN)
        expect(approve).to_be_enabled()
        assert baskan.api("GET", path)["status"] == "submitted"
        assert signatures == []
        press_until(lambda: approve.click(delay=A_LOOK), told)
        page.close(run_before_unload=True)
        wait_for("İmza", lambda: baskan.api("GET", path)["status"] == "numbered")
        assert baskan.api("GET", path)["number"]

    def test_walks_what_waits_by_keys_and_leaves_the_list_by_tab_into_the_paper(self, people):
        """Two letters wait for her. She comes by Tab to the one that is shown, walks on by J and reads the next one.
        Tab leads her out of the list to its buttons: it stays shown."""
        ilknur, baskan = people.at("ilknur"), people.at("baskan")
        for subject in ("Kavşak kazı izni", "Kira alacakları"):
            submitted(ilknur, baskan, unlike(subject))
        page = baskan.open("/onay")
        rows = page.get_by_role("navigation", name="Kararınızı bekleyenler").get_by_role("link")
        second = rows.nth(1)
        paper = page.get_by_role("heading", name=second.locator("b").inner_text(), level=1)
        tab_to(page, rows.first)
        page.keyboard.press("j")
        expect(second).to_be_focused()
        expect(paper).to_be_visible()
        approve = page.get_by_role("button", name="Onayla")
        expect(approve).to_be_enabled()
        page.keyboard.press("Tab")
        expect(page.locator("[data-row]:focus")).to_have_count(0)
        tab_to(page, approve)
        expect(paper).to_be_visible()
        expect(second).to_have_attribute("aria-current", "true")

    def test_returns_a_paper_with_a_note_by_keyboard_alone(self, people):
        """She goes to what waits for her by two letters, walks down the list to a letter that lacks something, presses
        İ, writes what is missing and sends it by Control and Enter. Ten seconds later it is with its author again, who
        reads the note on the paper's page."""
        ilknur, baskan = people.at("ilknur"), people.at("baskan", "tablet")
        subject, note = unlike("Yeşiltepe kira alacakları"), unlike("Mali tablo eklensin, üç yıllık.")
        path = f"/papers/{submitted(ilknur, baskan, subject)['id']}"
        page = baskan.page
        page.clock.install()
        baskan.open("/gunum")
        page.keyboard.press("g")
        page.keyboard.press("o")
        row = page.get_by_role("navigation", name="Kararınızı bekleyenler").get_by_role("link", name=subject)
        expect(row).to_be_visible()
        for _ in range(MOST_TABS):
            if row.evaluate("one => one === document.activeElement"):
                break
            page.keyboard.press("ArrowDown")
        expect(row).to_be_focused()
        expect(page.get_by_role("heading", name=subject, level=1)).to_be_visible()
        expect(page.get_by_role("button", name="Notla iade")).to_be_visible()
        written = page.get_by_role("dialog", name="Notla iade").get_by_label("Not")

        def give_back():
            page.clock.fast_forward(A_LOOK)
            page.keyboard.press("i")

        press_until(give_back, written)
        expect(written).to_be_focused()
        page.keyboard.type(note)
        page.keyboard.press("Control+Enter")
        expect(page.get_by_text("İade 10 sn sonra gider.")).to_be_visible()
        expect(row).to_be_hidden()
        with page.expect_response(re.compile("/return$")) as answer:
            page.clock.fast_forward(UNDONE_WITHIN)
        assert answer.value.ok
        assert ilknur.api("GET", path)["status"] == "drafted"
        page = ilknur.open(path.replace("/papers/", "/evrak/"))
        expect(page.get_by_text(note)).to_be_visible()
        expect(page.get_by_role("button", name="Parafa ve imzaya gönder")).to_be_visible()

    def test_sees_a_new_entry_of_her_day_without_asking(self, people):
        """From what is open she goes to her day, which stays on the tablet. The secretary puts a meeting into this
        evening, and it stands there without a reload; he cancels it, and it leaves again."""
        oguz, baskan = people.at("oguz"), people.at("baskan", "tablet")
        day, calendar_id, summary = today(baskan), mayors_calendar(oguz), unlike("Bütçe görüşmesi")
        ends = [datetime.fromisoformat(one["ends_at"]) for one in entries(oguz, calendar_id, day, day)]
        starts_at = max([*ends, datetime.combine(day, EVENING, ISTANBUL)]) + timedelta(hours=1)
        page = baskan.open("/takip")
        page.get_by_role("link", name="Günüm", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(rf"^{day.day} "))
        expect(page.get_by_text("Canlı")).to_be_visible()
        page.evaluate("window.opened = 'once'")
        facts = {"kind": "meeting", "summary": summary, "place": "Makam odası", "starts_at": starts_at.isoformat()}
        facts["ends_at"] = (starts_at + timedelta(minutes=15)).isoformat()
        entry = oguz.api("POST", f"/calendars/{calendar_id}/entries", facts)
        expect(page.get_by_role("link", name=summary)).to_be_visible(timeout=SLOWLY)
        why = {"reason": "Bütçe görüşmesi ertelendi"}
        oguz.api("PUT", f"/entries/{entry['id']}/cancellation", why, entry["version"])
        expect(page.get_by_role("link", name=summary)).to_be_hidden(timeout=SLOWLY)
        assert page.evaluate("window.opened") == "once"
        assert baskan.api("GET", f"/entries/{entry['id']}")["status"] == "cancelled"


class TestProtocolOfficer:
    def test_registers_an_invitation_and_answers_it_by_keyboard_alone(self, people):
        """N opens the form; she writes to what, who invites, where and when, and saves by Control and Enter. On the
        invitation's page 1 answers «Katılacak»; Z takes it back, and after ten seconds nobody was written to. She
        presses 1 again: now the answer goes out, and the mayor's programme has the entry."""
        selin = people.at("selin")
        occasion, calendar_id = unlike("Esnaf Odası Genel Kurulu"), mayors_calendar(selin)
        far = next(n for n in range(30, 999) if not entries(selin, calendar_id, *[today(selin) + timedelta(n)] * 2))
        page = selin.page
        page.clock.install()
        selin.open("/davetler")
        page.keyboard.press("n")
        expect(page.get_by_role("dialog", name="Davet yaz").get_by_label("Davet konusu")).to_be_focused()
        page.keyboard.type(occasion)
        write(page, "Davet eden kurum", "Akçınar Esnaf Odası")
        write(page, "Yeri", "Esnaf Odası Konferans Salonu")
        write(page, "Gün", f"{far} gün")
        write(page, "Başlangıç", "1100A")  # a clock of twelve hours wants the A, one of 24 passes over it
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("heading", name=occasion)).to_be_visible()
        path = page.evaluate("location.pathname").replace("/davetler/", "/invitations/")
        attend = page.get_by_role("button", name="Katılacak")
        expect(attend).to_be_visible()
        page.keyboard.press("1")
        expect(page.get_by_text("Katılım cevabı gidiyor, programa alınıyor.")).to_be_visible()
        expect(attend).to_be_hidden()
        page.keyboard.press("z")
        expect(attend).to_be_visible()
        page.clock.fast_forward(UNDONE_WITHIN)
        expect(attend).to_be_visible()
        assert selin.api("GET", path)["status"] == "received"
        page.keyboard.press("1")
        expect(attend).to_be_hidden()
        with page.expect_response(re.compile("/acceptance$")) as answer:
            page.clock.fast_forward(UNDONE_WITHIN)
        assert answer.value.ok
        invitation = selin.api("GET", path)
        assert invitation["status"] == "attends"
        day = today(selin) + timedelta(far)
        entry = wait_for("Program kalemi", lambda: entries(selin, calendar_id, day, day))[0]
        assert entry["source"] == f"invitation/{invitation['id']}"
        assert entry["starts_at"] == invitation["starts_at"]
        assert datetime.fromisoformat(entry["starts_at"]) == datetime.combine(day, time(11), ISTANBUL)


class TestUnitDirector:
    def test_finds_and_finishes_the_work_for_a_ceremony(self, people):
        """A ceremony is planned whose template asks something of Hakan's unit. His page of such work names it with its
        last day; what he finishes is gone from what is to do, and done for the protocol office, too."""
        selin, hakan = people.at("selin"), people.at("hakan")
        unit_ids, title = hakan.api("GET", "/me")["unit_ids"], unlike("Temel atma")
        [template] = selin.api("GET", "/ceremony-templates?code=ground_breaking")["items"]
        starts_at = datetime.combine(today(selin) + timedelta(60), time(11), ISTANBUL).isoformat()
        facts = {"template_id": template["id"], "title": title, "place": "Şantiye", "starts_at": starts_at}
        draft = selin.api("POST", "/ceremonies", facts)
        ceremony = selin.api("PUT", f"/ceremonies/{draft['id']}/planning", {}, draft["version"])
        mine = next(task for task in ceremony["tasks"] if task["unit_id"] in unit_ids and not task["evidence_asked"])

        page = hakan.open("/")
        page.get_by_role("link", name="Tören işleri", exact=True).first.click()
        row = page.get_by_role("row").filter(has_text=title).filter(has_text=mine["name"])
        expect(row).to_be_visible()
        row.get_by_role("button", name="Yapıldı").click()
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("status").get_by_text("İş bitti.")).to_be_visible()
        expect(row).to_have_count(0)
        page.get_by_role("button", name="Biten ve bekleyen").click()
        expect(row).to_be_visible()
        tasks = selin.api("GET", f"/ceremonies/{ceremony['id']}")["tasks"]
        assert next(task for task in tasks if task["id"] == mine["id"])["status"] == "done"
