"""Stories of those who are away and of those who come: an absence with its deputy, and a visit from the door on."""

import re
from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from checks import fits, violations
from playwright.sync_api import expect

from makam_kernel.clock import ISTANBUL

AWAY = timedelta(days=70)
FAR = 80
"""So many presses of a key lead through any of these pages."""

SAVE = "Control+Enter"


def reach(page, control):
    """Go to a control by Tab, as somebody without a mouse does."""
    control.wait_for()
    for _ in range(FAR):
        if control.evaluate("control => control === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {control}")


def fill(page, control, text):
    """Write into a field, by Tab and keys."""
    reach(page, control)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def choose(page, control, text):
    """Find one of many by what is typed."""
    fill(page, control, text)
    page.keyboard.press("Enter")


def today(person):
    """The office's day."""
    return datetime.fromisoformat(person.api("GET", "/clock")["at"]).astimezone(ISTANBUL).date()


def id_in(page, folder):
    """The id of what the page is about."""
    expect(page).to_have_url(re.compile(f"/{folder}/[0-9a-f-]{{36}}$"))
    return page.url.rsplit("/", 1)[1]


@pytest.mark.feature("AG-7", part="absence and deputy on the pages")
def test_an_absence_gets_its_deputy_by_keys_alone(people):
    """Oğuz writes down by keys alone that Selin will be away for a week, why, and that İpek is to stand in. He may
    grant neither, and once it is written he no longer reads why. Nermin finds it among what waits for approval, reads
    the reason, and grants first the absence, then the deputy. İpek sees for whom she is to stand in. For the driver
    there is no such absence. Then Selin stays after all: Oğuz cancels it, and with it goes the deputising."""
    oguz = people.at("oguz")
    first = today(oguz) + AWAY
    reason = f"Aile ziyareti {uuid4().hex[:6]}"
    page = oguz.open("/vekalet")
    page.keyboard.press("n")
    form = page.get_by_role("dialog", name="İzin yaz")
    expect(form.get_by_label("Kimin izni")).to_be_focused()
    page.keyboard.press(SAVE)
    expect(form).to_be_visible()
    choose(page, form.get_by_label("Kimin izni"), "selin")
    fill(page, form.get_by_label("İlk gün"), f"{first:%d.%m.%Y}")
    fill(page, form.get_by_label("Son gün"), f"{first + timedelta(days=4):%d.%m.%Y}")
    fill(page, form.get_by_label("Neden"), reason)
    choose(page, form.get_by_label("Vekili"), "ipek")
    page.keyboard.press(SAVE)
    expect(form).to_be_hidden()
    id = id_in(page, "vekalet")
    expect(page.get_by_role("heading", name="Selin AKTAŞ")).to_be_visible()
    deputies = page.get_by_role("region", name="Vekâlet")
    expect(deputies).to_contain_text("İpek ILGAZ")
    expect(deputies.get_by_text("Önerildi")).to_be_visible()
    expect(page.get_by_text(reason)).to_have_count(0)
    expect(page.get_by_role("button", name="İzni onayla")).to_have_count(0)
    absence = oguz.api("GET", f"/absences/{id}")
    assert (absence["kind"], absence["reason"]) == ("absent", None)
    assert datetime.fromisoformat(absence["from_at"]) == datetime.combine(first, time(8, 30), ISTANBUL)

    nermin = people.at("nermin")
    page = nermin.open("/vekalet")
    waiting = page.get_by_role("region", name="Onay bekliyor")
    reach(page, waiting.locator(f"a[href='/vekalet/{id}']"))
    page.keyboard.press("Enter")
    expect(page.get_by_text(reason)).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Vekâleti onayla"))).to_have_count(0)
    page.keyboard.press("o")
    expect(page.get_by_text("İzin onaylandı.")).to_be_visible()
    expect(page.get_by_role("button", name="Vekâleti onayla İpek ILGAZ")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_text("Vekâlet onaylandı.")).to_be_visible()
    granted = nermin.api("GET", f"/deputisings?absence_id={id}")["items"]
    assert [one["status"] for one in granted] == ["approved"]

    page = people.at("ipek").open("/vekalet")
    expect(page.get_by_role("region", name="Vekil olduğunuz kişiler")).to_contain_text("Selin AKTAŞ")
    coming = page.get_by_role("region", name="Gelecek")
    expect(coming.get_by_role("row").filter(has_text="Selin AKTAŞ")).to_contain_text("İpek ILGAZ")

    page = people.at("recep").open(f"/vekalet/{id}")
    expect(page.get_by_text("Böyle bir kayıt yok.")).to_be_visible()

    page = oguz.open(f"/vekalet/{id}")
    reach(page, page.get_by_role("button", name="İzni iptal et"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="İzin iptal edilsin mi?")).to_be_visible()
    page.keyboard.press(SAVE)
    expect(page.get_by_text("İzin iptal edildi.")).to_be_visible()
    expect(page.get_by_role("region", name="Vekâlet").get_by_text("Geri alındı")).to_be_visible()
    assert oguz.api("GET", f"/absences/{id}")["status"] == "cancelled"


@pytest.mark.feature("AG-7", part="absence and deputy on live pages")
def test_what_one_writes_of_an_absence_the_other_sees_without_asking(people):
    """Nermin has the absences before her. Oğuz writes down that Recep will be away: it appears. She opens it; Oğuz
    proposes a deputy, and cancels the absence: both appear. She never asked for the page anew."""
    oguz, nermin = people.at("oguz"), people.at("nermin")
    recep, ipek = (people.at(login).api("GET", "/me")["id"] for login in ("recep", "ipek"))
    page = nermin.open("/vekalet")
    span = [f"{today(oguz) + AWAY + timedelta(days=days):%Y-%m-%d}T09:00:00+03:00" for days in (30, 31)]
    facts = {"person_id": recep, "kind": "course", "from_at": span[0], "until_at": span[1]}
    absence = oguz.api("POST", "/absences", facts)
    link = page.get_by_role("region", name="Onay bekliyor").locator(f"a[href='/vekalet/{absence['id']}']")
    expect(link).to_be_visible()
    link.click()
    deputies = page.get_by_role("region", name="Vekâlet")
    expect(deputies).to_contain_text("Vekil önerilmedi.")
    oguz.api("POST", f"/absences/{absence['id']}/deputisings", {"deputy_id": ipek})
    expect(deputies.get_by_text("Önerildi")).to_be_visible()
    absence = oguz.api("GET", f"/absences/{absence['id']}")
    oguz.api("PUT", f"/absences/{absence['id']}/cancellation", {}, absence["version"])
    expect(page.get_by_text("Onay bekliyor. Başkan")).to_be_hidden()
    expect(deputies.get_by_text("Geri alındı")).to_be_visible()


def write_down(page, name, **facts):
    """A visitor at the door, now: the fields by their labels."""
    page.keyboard.press("n")
    form = page.get_by_role("dialog", name="Ziyaret yaz")
    expect(form.get_by_label("Konuk ya da heyet başkanı")).to_be_focused()
    page.keyboard.type(name)
    for label, text in facts.items():
        fill(page, form.get_by_label(label.replace("_", " ")), text)
    page.keyboard.press(SAVE)
    expect(form).to_be_hidden()
    return id_in(page, "ziyaretler")


@pytest.mark.feature("VI-1", part="on the pages")
def test_a_visitor_from_the_door_to_the_door(people, axe):
    """Sevil at the front desk writes down two visitors who stand before her. She writes the number of the card that
    she hands to the first and presses Enter: that one is in the house. The same card for the second is refused in
    words, and nothing else is lost; she presses Geldi without a card. Protocol makes a hosting plan for the first from
    a template and says what the treat costs: its expense appears beside it, with where it stands. It is done. The
    pages of what is prepared, of which the town has none, can be used by all, on every screen. Sevil writes that the
    guest was received and left; the API tells the same."""
    sevil = people.at("sevil")
    name, other = (f"{first} ZİYARETÇİ{uuid4().hex[:6].upper()}" for first in ("Nevin", "Rıza"))
    facts = {"Ziyaretin_konusu": "Kütüphane bağışı", "Kabul_edecek_kişi": "Elif KARACA"}
    sevil.open("/ziyaretler")
    visit = write_down(sevil.page, name, **facts)
    sevil.open("/ziyaretler")
    second = write_down(sevil.page, other, **facts)
    page = sevil.open("/ziyaretler")
    card = f"{uuid4().int % 9000 + 1000}"

    page.get_by_label(f"Kart no: {name}").focus()
    page.keyboard.type(card)
    page.keyboard.press("Enter")
    inside = page.get_by_role("region", name="İçeride")
    expect(inside.get_by_role("listitem").filter(has_text=name)).to_contain_text(f"{card} no’lu kart")
    page.get_by_label(f"Kart no: {other}").focus()
    page.keyboard.type(card)
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{card} numaralı kart şu anda başka bir ziyaretçide.")).to_be_visible()
    assert sevil.api("GET", f"/visits/{second}")["status"] == "planned"
    page.get_by_label(f"Kart no: {other}").fill("")
    page.get_by_role("button", name=f"Geldi {other}").click()
    expect(inside.get_by_role("listitem").filter(has_text=other)).to_be_visible()

    selin = people.at("selin")
    page = selin.open(f"/ziyaretler/{visit}")
    page.get_by_role("button", name="Plan yap").click()
    page.get_by_role("dialog").get_by_label("Şablon").select_option(label="Konuk")
    page.keyboard.press(SAVE)
    plan = page.get_by_role("region", name="Ağırlama planı")
    treat = plan.get_by_role("listitem").filter(has_text="İkram")
    expect(treat).to_be_visible()
    treat.get_by_label("İkram: diğer işlemler").click()
    treat.get_by_role("button", name="Bedelini yaz").click()
    page.get_by_role("dialog").get_by_label("Tutar").fill("1.250,00")
    page.keyboard.press(SAVE)
    expect(treat).to_contain_text("1.250,00 TL")
    expect(treat.get_by_role("link", name=re.compile("^GDR-"))).to_be_visible(timeout=15_000)
    expect(treat.get_by_text("Onay bekliyor")).to_be_visible()
    treat.get_by_role("button", name="Yapıldı: İkram").click()
    expect(treat.get_by_text("Yapıldı", exact=True)).to_be_visible()
    task = treat.get_by_role("link", name=re.compile("İkram")).get_attribute("href")
    for path in (f"/ziyaretler/{visit}", task, "/ziyaretler?liste=isler"):
        page = selin.open(path)
        assert violations(page, axe) == [], path
        assert fits(page), path

    page = sevil.open(f"/ziyaretler/{visit}")
    for key, said in (("a", "Kabul edildiği yazıldı."), ("l", "Çıkışı yazıldı.")):
        page.keyboard.press(key)
        expect(page.get_by_text(said)).to_be_visible()
    left = sevil.api("GET", f"/visits/{visit}")
    assert (left["status"], f"{left['card_number']}") == ("departed", card)
    assert left["arrived_at"] <= left["received_at"] <= left["departed_at"]
    page = sevil.open("/ziyaretler")
    expect(page.get_by_role("region", name="Biten").get_by_role("link").filter(has_text=name)).to_be_visible()
