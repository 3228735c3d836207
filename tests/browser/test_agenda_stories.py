"""Stories of the programme and of the appointments: who plans, who is slower, who decides, and who may not know."""

import re
import uuid
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from makam_kernel.clock import ISTANBUL

AHEAD, SEARCHED = timedelta(days=21), timedelta(days=60)
FAR = 60
"""So many presses of a key lead through any of these pages."""


def calendar_of(person, kind):
    """The first calendar of a kind."""
    calendars = person.api("GET", "/calendars?limit=100")["items"]
    return next(one for one in calendars if one["kind"] == kind)


def free_time(person, calendar, minutes):
    """The beginning, as Istanbul reads it, of the first free time of this length, some weeks ahead."""
    today = datetime.fromisoformat(person.api("GET", "/clock")["at"]).astimezone(ISTANBUL).date()
    wanted = f"from_on={today + AHEAD}&until_on={today + SEARCHED}&minutes={minutes}&limit=1"
    slot = person.api("GET", f"/calendars/{calendar['id']}/free-slots?{wanted}")["items"][0]
    return datetime.fromisoformat(slot["starts_at"]).astimezone(ISTANBUL)


def write_entry(person, calendar, starts_at, **facts):
    """A firm entry of half an hour."""
    body = {"kind": "meeting", "starts_at": starts_at.isoformat(), "status": "confirmed"} | facts
    body["ends_at"] = (starts_at + timedelta(minutes=30)).isoformat()
    return person.api("POST", f"/calendars/{calendar['id']}/entries", body)


def ask_for_appointment(person, calendar, name, preferred_at):
    """A request to see somebody for half an hour."""
    body = {"calendar_id": calendar["id"], "name": name, "topic": "Kurs salonu isteği", "minutes": 30}
    return person.api("POST", "/appointments", body | {"preferred_at": preferred_at.isoformat()})


def begins(entry):
    """When something begins, by the clock of Istanbul."""
    return datetime.fromisoformat(entry["starts_at"]).astimezone(ISTANBUL)


def unique(words):
    """Words that nothing else in the town says."""
    return f"{words} {uuid.uuid4().hex[:8]}"


def clock(moment):
    return f"{moment:%H.%M}"


def reach(page, control, key="Tab"):
    """Go to a control by Tab, as somebody without a mouse does."""
    control.wait_for()
    for _ in range(FAR):
        if control.evaluate("control => control === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {control}")


def test_the_secretary_plans_and_moves_by_keys_alone(people):
    """Oğuz has no hand free for the mouse. He opens the mayor's programme and presses N, writes a subject and a time,
    and saves by Ctrl and Enter: the entry stands open beside the week. He lifts it by M and carries it down by half
    hours. Over another entry he is told that the time is taken, by what and until when, and what is free instead; he
    goes on to five minutes after it and drops it there by Enter. Then he thinks better of it: Z brings it back."""
    oguz = people.at("oguz")
    mayor = calendar_of(oguz, "mayor")
    first = free_time(oguz, mayor, 480)
    wanted, taken = first + timedelta(minutes=60), first + timedelta(minutes=120)
    other, summary = unique("Meclis grubu"), unique("Muhtarlar buluşması")
    write_entry(oguz, mayor, taken, summary=other)
    page = oguz.open(f"/program?gun={first.date()}&takvim={mayor['id']}")
    keys = page.keyboard

    keys.press("n")
    form = page.get_by_role("dialog", name="Yeni kalem")
    reach(page, form.get_by_label("Konu"))
    keys.type(summary)
    reach(page, form.get_by_label("Başlangıç"))
    keys.type(f"{wanted:%H%M}")
    keys.press("Control+Enter")
    expect(form).to_be_hidden()
    expect(page.get_by_role("heading", name=summary)).to_be_visible()
    block = page.get_by_role("list").get_by_role("button", name=summary)
    expect(block).to_contain_text(f"{clock(wanted)}–{clock(wanted + timedelta(minutes=30))}")
    id = block.get_attribute("data-entry")
    made = oguz.api("GET", f"/entries/{id}")
    assert (made["calendar_id"], begins(made), made["version"]) == (mayor["id"], wanted, 1)

    keys.press("m")
    expect(page.get_by_text("Taşınıyor:")).to_be_visible()
    expect(block).to_be_focused()
    refusal = page.get_by_role("group", name="Bu saat dolu")
    keys.press("Shift+ArrowDown")
    keys.press("Shift+ArrowDown")
    free_again = taken + timedelta(minutes=35)
    expect(refusal).to_contain_text(f"{clock(taken)}–{clock(taken + timedelta(minutes=30))} arası dolu: {other}.")
    expect(refusal).to_contain_text(f"En erken {clock(free_again)}.")
    keys.press("Shift+ArrowDown")
    too_close = page.get_by_role("group", name="Programlar çok yakın")
    expect(too_close).to_contain_text("Programlar arasında en az 5 dk gerekir.")
    assert begins(oguz.api("GET", f"/entries/{id}")) == wanted
    keys.press("ArrowDown")
    expect(too_close).to_be_hidden()
    keys.press("Enter")
    expect(page.get_by_text("Kalem taşındı")).to_be_visible()
    expect(block).to_contain_text(clock(free_again))
    expect(block).to_be_focused()
    assert begins(oguz.api("GET", f"/entries/{id}")) == free_again

    keys.press("z")
    expect(block).to_contain_text(clock(wanted))
    back = oguz.api("GET", f"/entries/{id}")
    assert begins(back) == wanted
    assert datetime.fromisoformat(back["ends_at"]) - begins(back) == timedelta(minutes=30)
    assert [row["act"] for row in back["history"]][-2:] == ["moved", "moved"]


def test_who_is_slower_is_told_and_loses_nothing(people):
    """Oğuz and Nermin have the same entry open. While Oğuz writes a note and another subject, Nermin writes another
    place and saves. Oğuz saves: he is told that somebody else changed it meanwhile, nothing of Nermin's is
    overwritten, and all that he wrote still stands in his form. Beside it he reads what holds now. He puts Nermin's
    place into his form and saves again: what both wrote is there."""
    oguz, nermin = people.at("oguz"), people.at("nermin")
    mayor = calendar_of(oguz, "mayor")
    starts_at = free_time(oguz, mayor, 30)
    before, mine = unique("Su kesintisi görüşmesi"), unique("Su arızası görüşmesi")
    entry = write_entry(oguz, mayor, starts_at, summary=before, place="Makam odası")
    forms = {}
    for person in (oguz, nermin):
        page = person.open(f"/program?gun={starts_at.date()}&kalem={entry['id']}")
        expect(page.get_by_role("heading", name=before)).to_be_visible()
        page.get_by_role("button", name="Değiştir", exact=False).filter(has_not_text="Saatini").click()
        forms[person] = page.get_by_role("dialog", name="Kalemi değiştir")

    form = forms[oguz]
    form.get_by_label("Konu").fill(mine)
    form.get_by_label("Not", exact=False).fill("Su işlerinin raporu gelsin.")
    forms[nermin].get_by_label("Yer", exact=False).fill("Arıtma tesisi")
    forms[nermin].get_by_role("button", name="Kaydet").click()
    expect(forms[nermin]).to_be_hidden()

    with oguz.page.expect_response(lambda answer: answer.url.endswith(f"{entry['id']}/content")) as answered:
        form.get_by_role("button", name="Kaydet").click()
    assert answered.value.status == 412
    expect(form.get_by_role("alert")).to_contain_text("başkası tarafından değiştirildi")
    expect(form.get_by_label("Konu")).to_have_value(mine)
    expect(form.get_by_label("Not", exact=False)).to_have_value("Su işlerinin raporu gelsin.")
    now = nermin.api("GET", f"/entries/{entry['id']}")
    assert (now["summary"], now["place"], now["note"]) == (before, "Arıtma tesisi", None)
    beside = oguz.page.get_by_role("complementary", name="Program kalemi", include_hidden=True)
    expect(beside).to_contain_text("Arıtma tesisi")

    form.get_by_label("Yer", exact=False).fill("Arıtma tesisi")
    form.get_by_role("button", name="Kaydet").click()
    expect(form).to_be_hidden()
    both = nermin.api("GET", f"/entries/{entry['id']}")
    assert (both["summary"], both["place"], both["note"]) == (mine, "Arıtma tesisi", "Su işlerinin raporu gelsin.")
    assert begins(both) == starts_at


def test_the_director_decides_two_requests_by_keys_alone(people):
    """Two people asked to see a deputy mayor, at times that are free. Nermin opens the first, writes what she thinks of
    it and takes it up. By 1 she chooses the wanted time and by P schedules it; the page goes on to the next request
    and offers the way back, and as long as it does, nothing is done. She goes on: 1 and P for the second, with which
    the first is done at once. She needs no way back from the second and closes what was said of it: it is done, too.
    Both stand in the programme."""
    oguz, nermin = people.at("oguz"), people.at("nermin")
    deputy = calendar_of(nermin, "deputy")
    wanted = free_time(nermin, deputy, 120)
    times = wanted, wanted + timedelta(minutes=60)
    names = unique("Kerim ATA"), unique("Melek ATA")
    asked = [ask_for_appointment(oguz, deputy, *one)["id"] for one in zip(names, times, strict=True)]
    page = nermin.open(f"/randevular?ajanda={deputy['id']}&talep={asked[0]}")
    keys, case = page.keyboard, page.locator("#rt")
    expect(case).to_have_text(names[0])

    reach(page, page.get_by_label("Değerlendirme notu"), "Shift+Tab")
    keys.type("Dernek çalışkan, kısa görüşelim.")
    reach(page, page.get_by_role("button", name="Değerlendirmeye al"))
    keys.press("Enter")
    expect(page.get_by_text("Talep değerlendirmede.")).to_be_visible()
    expect(page.get_by_role("button", name="Notu kaydet")).to_be_visible()
    weighed = nermin.api("GET", f"/appointments/{asked[0]}")
    assert (weighed["status"], weighed["reason"]) == ("weighed", "Dernek çalışkan, kısa görüşelim.")

    slots = page.get_by_role("radiogroup", name="Uygun saatler").get_by_role("radio")
    keys.press("2")
    expect(slots.nth(1)).to_be_checked()
    keys.press("1")
    expect(slots.nth(0)).to_be_checked()
    keys.press("p")
    told = page.get_by_role("status").filter(has_text=re.compile("Programa alındı"))
    expect(told).to_contain_text(clock(times[0]))
    expect(page.get_by_role("button", name="Geri al")).to_be_visible()
    expect(case).to_have_text(names[1])
    expect(page.locator(f"[data-id='{asked[0]}']")).to_have_count(0)
    assert nermin.api("GET", f"/appointments/{asked[0]}")["status"] == "weighed"

    expect(slots.nth(0)).to_be_visible()
    keys.press("1")
    with page.expect_response(lambda answer: answer.url.endswith(f"{asked[0]}/schedule")) as answered:
        keys.press("p")
    assert answered.value.ok, answered.value.text()
    expect(told).to_contain_text(clock(times[1]))
    assert nermin.api("GET", f"/appointments/{asked[1]}")["status"] == "received"

    reach(page, page.get_by_role("status").get_by_role("button", name="Kapat"), "Shift+Tab")
    with page.expect_response(lambda answer: answer.url.endswith(f"{asked[1]}/schedule")) as answered:
        keys.press("Enter")
    assert answered.value.ok, answered.value.text()
    day = f"/entries?calendar_id={deputy['id']}&from_on={wanted.date()}&until_on={wanted.date()}&limit=100"
    entries = {one["source"]: one for one in nermin.api("GET", day)["items"]}
    for id, name, time in zip(asked, names, times, strict=True):
        given = nermin.api("GET", f"/appointments/{id}")
        assert (given["status"], given["calendar_id"], begins(given)) == ("scheduled", deputy["id"], time)
        entry = next(one for source, one in entries.items() if source and id in source)
        assert (begins(entry), entry["status"]) == (time, "confirmed")
        assert name in entry["summary"]


def test_what_the_director_decided_is_done_though_she_leaves_the_page_at_once(people):
    """Nermin schedules a request by P and, while the way back is still offered, leaves the page. What she was told is
    true: the person has the appointment."""
    nermin = people.at("nermin")
    deputy = calendar_of(nermin, "deputy")
    wanted = free_time(nermin, deputy, 30)
    asked = ask_for_appointment(nermin, deputy, unique("Nadir ATA"), wanted)["id"]
    page = nermin.open(f"/randevular?ajanda={deputy['id']}&talep={asked}")
    expect(page.get_by_role("radiogroup", name="Uygun saatler").get_by_role("radio").first).to_be_checked()
    page.keyboard.press("p")
    expect(page.get_by_role("status").filter(has_text="Programa alındı")).to_contain_text(clock(wanted))
    nermin.open(f"/randevular?talep={asked}")
    expect(page.get_by_role("heading", name="Randevu", exact=True)).to_be_visible()
    given = nermin.api("GET", f"/appointments/{asked}")
    assert (given["status"], begins(given)) == ("scheduled", wanted)


def test_a_list_is_walked_by_keys_and_left_by_tab_into_the_shown_case(people):
    """Nermin comes by Tab to the request that is shown, walks on by J and sees the next one. Tab leads her out of the
    list into that request, on to its note and the buttons, and Shift and Tab back to its row: it stays shown."""
    oguz, nermin = people.at("oguz"), people.at("nermin")
    deputy = calendar_of(nermin, "deputy")
    wanted = free_time(nermin, deputy, 60)
    names = [unique(name) for name in ("Bilge ATA", "Cemre ATA", "Doruk ATA")]
    asked = [ask_for_appointment(oguz, deputy, name, wanted)["id"] for name in names]
    page = nermin.open(f"/randevular?ajanda={deputy['id']}&talep={asked[0]}")
    keys, case = page.keyboard, page.locator("#rt")
    first, second, _ = rows = [page.locator(f"[data-row][data-id='{id}']") for id in asked]
    reach(page, first)
    keys.press("j")
    expect(second).to_be_focused()
    expect(case).to_have_text(names[1])

    expect(second).to_have_attribute("aria-current", "true")
    keys.press("Tab")
    assert not page.locator("[data-row]:focus").count()
    reach(page, page.get_by_label("Değerlendirme notu"))
    reach(page, page.get_by_role("button", name="Geri çevir"))
    reach(page, second, "Shift+Tab")
    expect(case).to_have_text(names[1])
    assert [row.get_attribute("aria-current") for row in rows] == [None, "true", None]


def test_the_calls_are_walked_by_keys_and_left_by_tab(people):
    """Oğuz walks the calls to make by the arrow; Tab leads him into the call that is shown, which stays shown."""
    oguz = people.at("oguz")
    mayor = calendar_of(oguz, "mayor")
    due = free_time(oguz, mayor, 30)
    names, ids = [unique("Ece ATA"), unique("Fidan ATA")], []
    for minutes, name in enumerate(names):
        body = {"calendar_id": mayor["id"], "name": name, "words": "Arasın"}
        body["due_at"] = (due + timedelta(minutes=minutes)).isoformat()
        ids.append(oguz.api("POST", "/phone-calls", body)["id"])
    page = oguz.open(f"/telefonlar?telefon={ids[0]}")
    rows = [page.locator("[data-row]").filter(has_text=name) for name in names]
    reach(page, rows[0])
    page.keyboard.press("ArrowDown")
    expect(rows[1]).to_be_focused()
    expect(page.locator("#who")).to_have_text(names[1])
    page.keyboard.press("Tab")
    assert not page.locator("[data-row]:focus").count()
    reach(page, page.get_by_role("button", name="Sonuç yaz"))
    expect(page.locator("#who")).to_have_text(names[1])


def test_what_follows_one_act_at_once_is_done_with_what_that_one_left(people):
    """Nermin takes a request up and schedules it before the page could read it anew: nobody was faster than she was,
    and so it is done."""
    nermin = people.at("nermin")
    deputy = calendar_of(nermin, "deputy")
    wanted = free_time(nermin, deputy, 30)
    asked = ask_for_appointment(nermin, deputy, unique("Gonca ATA"), wanted)["id"]
    page = nermin.open(f"/randevular?ajanda={deputy['id']}&talep={asked}")
    expect(page.get_by_role("radiogroup", name="Uygun saatler").get_by_role("radio").first).to_be_checked()
    unanswered = []
    page.route(f"**/api/v1/appointments/{asked}", lambda route: unanswered.append(route))
    page.get_by_role("button", name="Değerlendirmeye al").click()
    expect(page.get_by_text("Talep değerlendirmede.")).to_be_visible()
    page.keyboard.press("p")
    told = page.get_by_role("status").filter(has_text="Programa alındı")
    expect(told).to_contain_text(clock(wanted))
    assert unanswered
    with page.expect_response(lambda answer: answer.url.endswith(f"{asked}/schedule")) as answered:
        told.get_by_role("button", name="Kapat").click()
    assert answered.value.ok, answered.value.text()
    page.unroute_all(behavior="ignoreErrors")
    given = nermin.api("GET", f"/appointments/{asked}")
    assert (given["status"], begins(given)) == ("scheduled", wanted)


def test_a_time_outside_the_working_hours_is_given_by_who_means_it(people):
    """Nermin gives somebody a time in the evening. An hour that is over she cannot choose; for one after work she is
    told the working hours and says that it is meant."""
    nermin = people.at("nermin")
    deputy = calendar_of(nermin, "deputy")
    wanted = free_time(nermin, deputy, 30)
    asked = ask_for_appointment(nermin, deputy, unique("Hilal ATA"), wanted)["id"]
    page = nermin.open(f"/randevular?ajanda={deputy['id']}&talep={asked}")
    page.get_by_role("button", name="Başka saat").click()
    form = page.get_by_role("dialog", name="Başka saat")
    day, hour, choose = (
        form.get_by_label("Gün", exact=True),
        form.get_by_label("Saat", exact=True),
        form.get_by_role("button", name="Bu saati seç"),
    )
    shown = day.input_value()
    day.fill("bugün")
    hour.fill("00:30")
    expect(form.get_by_text("Bu saat geçti, ileride bir saat yazın.")).to_be_visible()
    choose.click()
    expect(form.get_by_role("alert")).to_contain_text("ileride bir gün ve saat seçin")

    day.fill(shown)
    hour.fill("19:30")
    expect(form.get_by_text("Bu günün çalışma saatleri:")).to_be_visible()
    choose.click()
    expect(form).to_be_visible()
    form.get_by_label("Çalışma saatleri dışında").check()
    choose.click()
    expect(form).to_be_hidden()
    expect(page.get_by_role("radio", name="Çalışma saatleri dışında")).to_be_checked()
    page.keyboard.press("p")
    told = page.get_by_role("status").filter(has_text="Programa alındı")
    expect(told).to_contain_text("19.30")
    with page.expect_response(lambda answer: answer.url.endswith(f"{asked}/schedule")) as answered:
        told.get_by_role("button", name="Kapat").click()
    assert answered.value.ok, answered.value.text()
    given = nermin.api("GET", f"/appointments/{asked}")
    assert (given["status"], begins(given)) == ("scheduled", wanted.replace(hour=19, minute=30))


def test_what_was_referred_to_a_deputy_gets_a_time_of_his(people):
    """Nermin refers a request to a deputy mayor. It waits among the others; Oğuz opens it, is offered times of the
    deputy, and schedules one."""
    nermin, oguz = people.at("nermin"), people.at("oguz")
    mayor, deputy = calendar_of(nermin, "mayor"), calendar_of(nermin, "deputy")
    wanted = free_time(nermin, deputy, 30)
    asked = ask_for_appointment(nermin, mayor, unique("İnci ATA"), wanted)
    nermin.api("PUT", f"/appointments/{asked['id']}/referral", {"calendar_id": deputy["id"]}, asked["version"])
    page = oguz.open(f"/randevular?ajanda={deputy['id']}&talep={asked['id']}")
    expect(page.locator(f"[data-row][data-id='{asked['id']}']")).to_contain_text("Yönlendirildi")
    expect(page.get_by_role("radiogroup", name="Uygun saatler").get_by_role("radio").first).to_be_checked()
    page.keyboard.press("p")
    told = page.get_by_role("status").filter(has_text=f"{deputy['name']} ile programa alındı")
    expect(told).to_contain_text(clock(wanted))
    with page.expect_response(lambda answer: answer.url.endswith(f"{asked['id']}/schedule")) as answered:
        told.get_by_role("button", name="Kapat").click()
    assert answered.value.ok, answered.value.text()
    given = oguz.api("GET", f"/appointments/{asked['id']}")
    assert (given["status"], given["calendar_id"], begins(given)) == ("scheduled", deputy["id"], wanted)


@pytest.mark.feature("A1.15", part="the programme in the browser")
@pytest.mark.parametrize("login", ["halil", "selin"])
def test_a_private_entry_is_only_busy_to_others(people, login):
    """Nermin writes the mayor's visit to a doctor, which is private, into his programme, and reads it there. A deputy,
    and the protocol's officer, turn to that week by a key: they see that the time is taken and no more. Its words are
    nowhere in their page, not in the search, not at its own address, not in anything that the page was sent."""
    nermin, other = people.at("nermin"), people.at(login)
    mayor = calendar_of(nermin, "mayor")
    starts_at = free_time(nermin, mayor, 30)
    secret, place, note = unique("Göz hekimi"), unique("Kızılırmak Kliniği"), unique("Damla sabah")
    facts = {"kind": "private", "is_private": True, "summary": secret, "place": place, "note": note}
    entry = write_entry(nermin, mayor, starts_at, **facts)
    address = f"/program?gun={starts_at.date()}&takvim={mayor['id']}"
    page = nermin.open(f"{address}&kalem={entry['id']}")
    expect(page.get_by_role("heading", name=secret)).to_be_visible()
    assert all(words in page.content() for words in (secret, place, note))

    sent = []

    def overhear(route):
        answer = route.fetch()
        sent.append(answer.text())
        route.fulfill(response=answer)

    other.page.route("**/api/v1/entries**", overhear)
    page = other.open(f"/program?gun={starts_at.date() - timedelta(days=7)}&takvim={mayor['id']}")
    page.keyboard.press("]")
    day = page.locator(f"[data-day='{starts_at.date()}'] [data-lane='{mayor['id']}']")
    busy = day.get_by_role("listitem").filter(has_text=clock(starts_at))
    expect(busy).to_have_text(re.compile(rf"^\s*{clock(starts_at)}–{clock(starts_at + timedelta(minutes=30))}\s*Dolu$"))
    _says_nothing_of(page, secret, place, note)
    page.keyboard.press("/")
    page.keyboard.type(secret)
    expect(page.get_by_text("için sonuç yok")).to_be_visible()
    page = other.open(f"{address}&kalem={entry['id']}")
    expect(page.get_by_text("Bu saat dolu. Ayrıntısını yalnızca ilgilileri görür.")).to_be_visible()
    _says_nothing_of(page, secret, place, note)

    assert any(entry["id"] in text for text in sent)
    assert not [text for text in sent for words in (secret, place, note) if words in text]
    shown = other.api("GET", f"/entries/{entry['id']}")
    assert (shown["kind"], shown["summary"], shown["place"], shown["note"]) == ("busy", "Dolu", None, None)
    assert begins(shown) == starts_at


def _says_nothing_of(page, *secrets):
    """Not even the rare halves of the words."""
    html = page.content()
    assert not [part for words in secrets for part in (words, words.split()[-1]) if part in html]
