"""Twenty at once: what may happen once, happens once, on both databases."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from makam_kernel.errors import MakamError
from makam_kernel.messages import Message


def all_at_once(act):
    """What comes of twenty doing the same: the codes of the refusals, and ``done``."""

    def one(_number):
        try:
            act()
        except MakamError as error:
            return error.code
        return "done"

    with ThreadPoolExecutor(20) as pool:
        return sorted(pool.map(one, range(20)))


def test_an_invitation_is_answered_once_with_one_wreath(process, nermin, an_invitation):
    invitation = an_invitation()
    named = {"invitation_id": invitation["id"], "version": invitation["version"]}
    wreath = {"kind": "wreath", "words": "Belediye Başkanı", "cost": 250_000}
    came = all_at_once(lambda: nermin.call("decline_invitation", {**named, "courtesy": wreath}, seconds=60))
    assert came == ["done"] + ["version.stale"] * 19
    assert len(nermin.list_courtesies()["items"]) == len(nermin.list_expenses()["items"]) == 1
    with process.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Message)) == 1


def test_a_template_has_one_present_edition(nermin, a_template):
    template = a_template()
    facts = {name: template[name] for name in ("name", "kind", "tasks", "run_sheet", "version")}
    revise = {"ceremony_template_id": template["id"], **facts}
    came = all_at_once(lambda: nermin.call("revise_ceremony_template", revise, seconds=60))
    assert came == ["done"] + ["version.stale"] * 19
    editions = nermin.list_ceremony_templates(code="ground_breaking")["items"]
    assert [(one["edition"], one["is_current"]) for one in editions] == [(1, False), (2, True)]


def test_a_day_has_one_rule(nermin):
    rule = {"kind": "wreath", "day": "11-10", "words": "Atatürk'ü saygıyla anıyoruz"}
    assert all_at_once(lambda: nermin.call("set_courtesy_rule", rule, seconds=60)) == ["done"] * 20
    assert len([one for one in nermin.list_courtesy_rules()["items"] if one["day"] == "11-10"]) == 1


def test_an_item_of_work_is_finished_once(nermin, a_planned_ceremony):
    item = next(one for one in a_planned_ceremony()["tasks"] if one["code"] == "site")
    named = {"ceremony_task_id": item["id"], "version": item["version"]}
    came = all_at_once(lambda: nermin.call("finish_ceremony_task", named, seconds=60))
    assert came == ["done"] + ["version.stale"] * 19
