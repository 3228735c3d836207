"""Urgent items: from the door to the mayor's eyes, in minutes."""

import pytest

from makam_kernel.errors import Conflict, Forbidden, Invalid, NotFound
from makam_kernel.messages import about
from makam_kernel.testing import at, on_record, told

WORDS = "Çınaraltı Mahallesi'nde su ana borusu patladı; iki sokak susuz."


@pytest.fixture
def an_item(who):
    """Records an urgent item: ``an_item(arrived_at=…, by="nermin", restricted=True)``."""

    def make(by="ipek", **facts):
        item = {"kind": "news", "words": WORDS, "sender": "SASKİ nöbetçi amirliği"}
        return who(by).register_urgent_item(**(item | facts))

    return make


@pytest.fixture
def before_the_mayor(who, do, an_item):
    """An urgent item that lies before the mayor."""

    def make(rank=1, **facts):
        item = do(who("nermin"), "filter_urgent_item", an_item(**facts), rank=rank)
        return do(who("nermin"), "lay_urgent_item", item)

    return make


def test_minutes_are_counted_from_its_arrival_to_the_mayors_eyes(process, who, do, before_the_mayor):
    at(process, "2026-12-01 09:20")
    item = before_the_mayor(arrived_at="2026-12-01T09:15:00+03:00")
    assert (item["status"], item["minutes"]) == ("before_the_mayor", 5)
    at(process, "2026-12-01 09:27:30")
    seen = do(who("elif"), "see_urgent_item", item)
    assert (seen["status"], seen["minutes"]) == ("seen", 12)
    at(process, "2026-12-01 12:00")
    assert who("elif").get_urgent_item(urgent_item_id=item["id"])["minutes"] == 12
    assert (told(process)[-1].type, told(process)[-1].data["minutes"]) == ("urgent_item.seen.v1", 12)


def test_the_secretariat_and_the_mayor_are_told_without_its_words(process, before_the_mayor):
    item = before_the_mayor()
    with process.database.reading() as session:
        notices = about(session, f"urgent_item/{item['id']}")
    assert [notice.recipient for notice in notices] == ["role/secretary", "role/mayor"]
    assert not any("su ana borusu" in notice.body for notice in notices)


def test_only_the_mayor_or_who_stands_in_has_seen_it(who, do, before_the_mayor):
    item = before_the_mayor()
    for login in ("nermin", "ipek", "gulsen"):
        with pytest.raises(Forbidden, match="action.not_allowed"):
            do(who(login), "see_urgent_item", item)
    assert do(who("gulsen", acts_for=["elif"]), "see_urgent_item", item)["status"] == "seen"


def test_what_is_more_important_comes_first_whatever_came_first(who, do, an_item):
    ranks = {"Üçüncü": 3, "Birinci": 1, "İkinci": 2}
    for words, rank in ranks.items():
        do(who("nermin"), "filter_urgent_item", an_item(words=words), rank=rank)
    first = who("elif").list_urgent_items(limit=2)
    second = who("elif").list_urgent_items(limit=2, cursor=first["next_cursor"])
    assert [one["words"] for one in first["items"] + second["items"]] == ["Birinci", "İkinci", "Üçüncü"]


def test_what_need_not_reach_the_mayor_is_dismissed_with_a_reason(process, who, do, an_item):
    item = an_item()
    with pytest.raises(Invalid, match="input.invalid"):
        do(who("ipek"), "dismiss_urgent_item", item)
    gone = do(who("ipek"), "dismiss_urgent_item", item, reason="Aynı haber daha önce sunuldu.")
    assert (gone["status"], gone["reason"]) == ("dismissed", "Aynı haber daha önce sunuldu.")
    at(process, "2026-12-01 10:00")
    assert who("elif").get_urgent_item(urgent_item_id=item["id"])["minutes"] == 0
    assert who("elif").list_urgent_items(waiting=True)["items"] == []
    with pytest.raises(Conflict, match="urgent_item.wrong_status"):
        do(who("nermin"), "lay_urgent_item", gone)


def test_nothing_is_laid_before_the_mayor_that_nobody_weighed(who, do, an_item):
    with pytest.raises(Conflict, match="urgent_item.wrong_status"):
        do(who("nermin"), "lay_urgent_item", an_item())


def test_nothing_arrives_in_the_future_nor_from_a_unit_that_is_not_there(an_item):
    with pytest.raises(Invalid, match="urgent_item.arrived_in_future"):
        an_item(arrived_at="2026-12-01T09:10:00+03:00")
    with pytest.raises(Invalid, match="unit.unknown"):
        an_item(unit_id="019a2f60-7c00-7000-8000-00000000000f")


def test_who_changes_an_older_version_is_shown_the_newer_with_its_minutes(who, do, an_item):
    item = an_item()
    do(who("nermin"), "filter_urgent_item", item, rank=1)
    with pytest.raises(Conflict, match="version.stale") as refused:
        do(who("ipek"), "dismiss_urgent_item", item, reason="…")
    assert (refused.value.details["current"]["rank"], refused.value.details["current"]["minutes"]) == (1, 0)


def test_a_restricted_item_exists_for_mayor_and_director_alone(who, an_item):
    item = an_item(by="nermin", restricted=True)
    for login, number in {"elif": 1, "nermin": 1, "ipek": 0, "gulsen": 0}.items():
        assert len(who(login).list_urgent_items()["items"]) == number, login
    with pytest.raises(NotFound, match="urgent_item.not_found"):
        who("ipek").get_urgent_item(urgent_item_id=item["id"])
    with pytest.raises(Forbidden, match="urgent_item.not_cleared"):
        an_item(by="ipek", restricted=True)


def test_units_know_nothing_of_it(who, an_item):
    an_item()
    for login in ("hakan", "derya", "cem"):
        with pytest.raises(Forbidden, match="action.not_allowed"):
            who(login).list_urgent_items()


def test_whoever_sees_it_is_on_record(process, who, an_item):
    item = an_item()
    who("gulsen").list_urgent_items()
    seen = on_record(process, f"urgent_item/{item['id']}")
    assert seen[-1] == (who("gulsen").actor.id, "saw list_urgent_items")


def test_the_mayors_day_has_what_is_urgent_and_what_is_late(process, who, do, unit_id, an_item):
    late, fine = (
        who("ipek").give_instruction(unit_ids=[unit_id("FEN")], words="…", due_at=f"2026-12-{day}T17:00:00+03:00")
        for day in ("02", "18")
    )
    do(who("hakan"), "acknowledge_instruction", fine["items"][0])
    do(who("hakan"), "acknowledge_instruction", late["items"][0])
    an_item()
    at(process, "2026-12-03 09:00:30")
    day = who("elif").get_day(day="2026-12-03")
    assert [one["id"] for one in day["instructions"]] == [late["id"]]
    assert [one["minutes"] for one in day["urgent_items"]] == [2 * 24 * 60]
    assert who("elif").list_open_matters()["counts"] == {"open": 3, "late": 1}
    nouns = [one["noun"] for one in who("elif").list_open_matters(limit=3)["items"]]
    assert nouns == ["instruction", "instruction", "urgent_item"]
    assert who("hakan").get_day(day="2026-12-03")["urgent_items"] == []
    assert len(who("sule").get_day(day="2026-12-03")["instructions"]) == 0
