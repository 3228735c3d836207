"""What is listed, page by page, on both databases."""

from makam_kernel.testing import at


def test_days_are_listed_by_pages_the_newest_first(ipek, a_public_day):
    for day in ("2026-12-02", "2026-12-09", "2026-12-16"):
        a_public_day(day)
    first = ipek.list_public_days(limit=2)
    second = ipek.list_public_days(limit=2, cursor=first["next_cursor"])
    days = [day["day"] for day in first["items"] + second["items"]]
    assert days == ["2026-12-16", "2026-12-09", "2026-12-02"]
    assert second["next_cursor"] is None


def test_the_places_of_a_day_are_listed_by_pages(ipek, a_running_day):
    day = a_running_day()
    for name in ("Bir", "İki", "Üç"):
        ipek.register_place(public_day_id=day["id"], name=name)
    first = ipek.list_places(public_day_id=day["id"], limit=2)
    second = ipek.list_places(public_day_id=day["id"], limit=2, cursor=first["next_cursor"], status="waiting")
    assert [place["label"] for place in first["items"] + second["items"]] == ["A-01", "A-02", "A-03"]


def test_visits_are_listed_by_day_and_page(ipek, a_visit):
    for hour in ("09:00", "10:00", "23:30"):
        a_visit(f"Saat {hour}", planned_at=f"2026-12-02T{hour}:00+03:00")
    a_visit("Ertesi gün", planned_at="2026-12-03T00:10:00+03:00")
    first = ipek.list_visits(day="2026-12-02", limit=2)
    second = ipek.list_visits(day="2026-12-02", limit=2, cursor=first["next_cursor"])
    names = [visit["members"][0]["name"] for visit in first["items"] + second["items"]]
    assert names == ["Saat 09:00", "Saat 10:00", "Saat 23:30"]


def test_wishes_are_listed_by_pages_in_the_order_in_which_they_were_heard(ipek, a_wish):
    wish = a_wish()
    place = wish["place"]["id"]
    for words in ("İkinci", "Üçüncü"):
        ipek.record_wish(place_id=place, words=words, end="answered")
    first = ipek.list_wishes(public_day_id=wish["public_day"]["id"], limit=2)
    second = ipek.list_wishes(public_day_id=wish["public_day"]["id"], limit=2, cursor=first["next_cursor"])
    heard = [one["words"] for one in first["items"] + second["items"]]
    assert heard == [wish["words"], "İkinci", "Üçüncü"]
    assert len(ipek.list_wishes(end="answered")["items"]) == 2


def test_promises_are_listed_by_pages_the_first_due_first(process, ipek, nermin, a_wish, unit_id):
    wish = a_wish(end="answered")
    for due_on in ("2026-12-31", "2026-12-10", "2026-12-20"):
        ipek.give_promise(wish_id=wish["id"], words="Söz", due_on=due_on, unit_id=unit_id("FEN"))
    first = ipek.list_promises(limit=2)
    second = ipek.list_promises(limit=2, cursor=first["next_cursor"])
    dues = [one["due_on"] for one in first["items"] + second["items"]]
    assert dues == ["2026-12-10", "2026-12-20", "2026-12-31"]
    at(process, "2026-12-21 09:00")
    earliest = first["items"][0]
    nermin.keep_promise(promise_id=earliest["id"], version=earliest["version"])
    assert [one["due_on"] for one in ipek.list_promises(late=True)["items"]] == ["2026-12-20"]
    assert len(ipek.list_promises(open=True, unit_id=unit_id("FEN"))["items"]) == 2
    assert ipek.list_promises(public_day_id=wish["public_day"]["id"], open=False)["items"][0]["id"] == earliest["id"]
