"""An invitation, from the letter until the mayor comes, a deputy goes, or a wreath does."""

import time

import pytest
from sqlalchemy import select

from makam_kernel.actor import Keys
from makam_kernel.errors import Conflict, Forbidden, Invalid, NotFound
from makam_kernel.messages import Message
from makam_kernel.testing import at, on_record, told

RIBBON = "Akçınar Belediye Başkanı Elif Karaca"


@pytest.fixture
def ribbon(nermin):
    """What the office writes on its wreaths."""
    return nermin.set_courtesy_rule(kind="wreath", words=RIBBON, source="Makam talimatı")


def written(process):
    """What was written to whom, with the template."""
    with process.database.reading() as session:
        return [(one.channel, one.recipient, one.template, one.body) for one in session.scalars(select(Message))]


class TestMayorCannotAttend:
    """S27 without the agenda's side of the deputy."""

    @pytest.mark.scenario("protocol.S27", part="without the photo")
    @pytest.mark.feature("A3.21")
    def test_a_wreath_is_proposed_with_all_that_its_order_needs(self, nermin, an_invitation, ribbon, do):
        """Nermin IŞIK answers "katılamıyor – çelenk": kuşak metni "Akçınar Belediye Başkanı Elif Karaca", teslim
        05.12.2026 09.30, yer, kontak; cost line to hospitality with file code 813.06."""
        declined = do(nermin, "decline_invitation", an_invitation(), courtesy={"kind": "wreath", "cost": 250_000})
        assert declined["status"] == "declined"
        [wreath] = nermin.list_courtesies(invitation_id=declined["id"])["items"]
        assert wreath["words"] == RIBBON
        assert wreath["deliver_at"] == "2026-12-05T06:30:00Z"  # 09.30 in Istanbul
        assert wreath["place"] == "Esnaf Odası Konferans Salonu"
        assert (wreath["contact_name"], wreath["contact_phone"]) == ("Cemal TURAN", "+905550000021")
        expense = nermin.get_expense(expense_id=wreath["expense_id"])
        assert (expense["status"], expense["file_code"], expense["amount"]) == ("requested", "813.06", 250_000)
        assert expense["purpose"] == "Çelenk, 05.12.2026"
        assert expense["source"] == f"courtesy/{wreath['id']}"

    @pytest.mark.scenario("protocol.S27", part="without the photo")
    @pytest.mark.feature("A3.22")
    def test_it_is_ordered_delivered_and_paid(self, process, nermin, elif_, an_invitation, ribbon, do, a_line):
        """Supplier order, delivery proof, cost line: the expense goes with it in the same transactions."""
        declined = do(nermin, "decline_invitation", an_invitation(), courtesy={"kind": "wreath", "cost": 250_000})
        [wreath] = nermin.list_courtesies(invitation_id=declined["id"])["items"]
        wreath = do(elif_, "approve_courtesy", wreath)
        with pytest.raises(Conflict, match="courtesy.expense_not_approved"):
            do(nermin, "order_courtesy", wreath, supplier="Akçınar Çiçekçilik")
        expense = nermin.get_expense(expense_id=wreath["expense_id"])
        line = a_line()
        do(elif_, "approve_expense", expense, budget_line_id=line["id"], amount_limit=260_000)
        wreath = do(nermin, "order_courtesy", wreath, supplier="Akçınar Çiçekçilik")
        assert nermin.get_expense(expense_id=expense["id"])["status"] == "ordered"
        at(process, "2026-12-05 09:30")
        wreath = do(nermin, "deliver_courtesy", wreath, proof="Salon görevlisi teslim aldı, irsaliye 417")
        expense = nermin.get_expense(expense_id=expense["id"])
        assert (wreath["status"], expense["status"], expense["supplier"]) == (
            "delivered",
            "accepted",
            "Akçınar Çiçekçilik",
        )
        expense = do(nermin, "invoice_expense", expense, number="A-417", invoiced_on="2026-12-05", amount=250_000)
        for kind in ("approval", "instruction"):
            named = {"expense_id": expense["id"], "version": expense["version"]}
            expense = nermin.file_expense_paper(**named, kind=kind, reference="41")
        expense = do(nermin, "accrue_expense", expense)
        do(nermin, "pay_expense", expense)
        assert nermin.get_courtesy(courtesy_id=wreath["id"])["status"] == "paid"

    @pytest.mark.scenario("protocol.S27", part="without the photo")
    def test_the_sender_gets_the_apology(self, process, nermin, an_invitation, do):
        """The sender gets the apology text."""
        do(nermin, "decline_invitation", an_invitation())
        [(channel, to, template, body)] = written(process)
        assert (channel, to, template) == ("email", "cemal@example.org", "invitation_declined")
        assert body.startswith("Sayın Cemal TURAN,\n\n05.12.2026 10.00 tarihindeki “Esnaf Odası Genel Kurulu”")
        assert "katılamayacağı için üzüntülerini iletir" in body

    @pytest.mark.scenario("protocol.S27", part="without the photo")
    def test_the_deputy_may_be_sent_instead(self, process, nermin, an_invitation, do, halil):
        """The deputy may be sent instead and then appears in that deputy's agenda, which is told of it."""
        declined = do(nermin, "decline_invitation", an_invitation())
        sent = do(nermin, "deputise_invitation", declined, holder_id=halil)
        assert (sent["status"], sent["holder_id"]) == ("deputised", halil)
        row = told(process)[-1]
        assert (row.type, row.data) == (
            "invitation.deputised.v1",
            {
                "status": "deputised",
                "starts_at": "2026-12-05T07:00:00Z",
                "ends_at": "2026-12-05T08:00:00Z",
                "holder_id": halil,
            },
        )
        assert written(process)[-1][2] == "invitation_deputised"

    @pytest.mark.scenario("protocol.S27", part="without the photo")
    @pytest.mark.parametrize("kind", ["flowers", "gift", "message"])
    def test_it_may_be_something_else(self, nermin, an_invitation, do, kind):
        """Options çiçek/hediye/mesaj."""
        courtesy = {"kind": kind, "words": "Başarılar dileriz"}
        declined = do(nermin, "decline_invitation", an_invitation(), courtesy=courtesy)
        [sent] = nermin.list_courtesies(invitation_id=declined["id"])["items"]
        assert (sent["kind"], sent["words"], sent["expense_id"]) == (kind, "Başarılar dileriz", None)


class TestAnswers:
    def test_the_mayor_comes(self, process, elif_, an_invitation, do):
        accepted = do(elif_, "accept_invitation", an_invitation(sender_email=None))
        assert accepted["status"] == "attends"
        assert [one[:3] for one in written(process)] == [("sms", "+905550000021", "invitation_accepted")]

    def test_who_cannot_be_written_to_is_told_by_the_protocol_office(self, process, nermin, an_invitation, do):
        do(nermin, "decline_invitation", an_invitation(sender_email=None, sender_phone=None))
        assert [one[:3] for one in written(process)] == [("office", "role/protocol_officer", "sender_out_of_reach")]

    def test_the_secretary_registers_and_does_not_decide(self, oguz, an_invitation, do):
        with pytest.raises(Forbidden, match="action.not_allowed"):
            do(oguz, "accept_invitation", an_invitation())

    def test_those_that_wait_for_one_are_told_from_the_others_in_either_order(self, nermin, an_invitation, do, halil):
        days = [f"2026-12-0{day}" for day in (5, 6, 7, 8)]
        made = [an_invitation(starts_at=f"{day}T10:00:00+03:00") for day in days]
        do(nermin, "accept_invitation", made[0])
        do(nermin, "deputise_invitation", made[2], holder_id=halil)
        listed = lambda **asked: [one["starts_at"][:10] for one in nermin.list_invitations(**asked)["items"]]  # noqa: E731
        assert listed(open=True) == [days[1], days[3]]
        assert listed(open=False, order="latest") == [days[2], days[0]]
        assert listed() == days

    def test_a_deputy_has_to_be_known(self, nermin, an_invitation, do):
        with pytest.raises(Invalid, match="person.unknown"):
            do(nermin, "deputise_invitation", an_invitation(), holder_id="019a2f60-7c00-7000-8000-000000000001")

    def test_what_is_sent_moves_with_it(self, oguz, nermin, an_invitation, ribbon, do):
        invitation = do(nermin, "decline_invitation", an_invitation(), courtesy={"kind": "wreath"})
        facts = {"institution": "Akçınar Esnaf Odası", "occasion": "Genel Kurul", "place": "Kültür Merkezi"}
        do(oguz, "change_invitation", invitation, starts_at="2026-12-06T11:00:00+03:00", **facts)
        [wreath] = nermin.list_courtesies()["items"]
        assert (wreath["deliver_at"], wreath["place"]) == ("2026-12-06T07:30:00Z", "Kültür Merkezi")

    def test_what_is_taken_back_needs_no_wreath_and_no_money(self, oguz, nermin, an_invitation, ribbon, do):
        courtesy = {"kind": "wreath", "cost": 250_000}
        invitation = do(nermin, "decline_invitation", an_invitation(), courtesy=courtesy)
        invitation = do(oguz, "withdraw_invitation", invitation)
        [wreath] = nermin.list_courtesies()["items"]
        assert (wreath["status"], wreath["reason"]) == ("cancelled", "Davet geri çekildi")
        assert nermin.get_expense(expense_id=wreath["expense_id"])["status"] == "cancelled"
        with pytest.raises(Conflict, match="invitation.wrong_status"):
            do(nermin, "accept_invitation", invitation)

    def test_somebody_has_to_invite(self, an_invitation):
        with pytest.raises(Invalid, match="invitation.nobody_invites"):
            an_invitation(institution=None, sender_name=None)

    def test_it_ends_after_it_begins(self, an_invitation):
        with pytest.raises(Invalid, match="invitation.times_reversed"):
            an_invitation(ends_at="2026-12-05T09:00:00+03:00")

    def test_how_the_sender_is_reached_is_masked_for_who_calls_nobody(self, process, elif_, an_invitation):
        invitation = an_invitation()
        seen = elif_.get_invitation(invitation_id=invitation["id"])
        assert (seen["sender_phone"], seen["sender_email"]) == ("•••••••••0021", "c•••@example.org")
        assert (elif_.actor.id, "saw get_invitation") in on_record(process, f"invitation/{invitation['id']}")


class TestWords:
    """What the agenda asks because of an event."""

    @pytest.fixture
    def ask(self, process, keys_folder):
        """Asks as a service does."""

        def ask(subject, service="agenda"):
            token = Keys(keys_folder / service, service).sign_service(audience="protocol", cause="event")
            headers = {"actor": token, "deadline": int((time.time() + 10) * 1000), "call_id": "test"}
            return process.answer("get_occasion_words", {"subject": subject}, headers)

        return ask

    def test_of_a_ceremony(self, ask, a_ceremony):
        ceremony = a_ceremony(travel_minutes=15, preparation_minutes=10)
        assert ask(f"ceremony/{ceremony['id']}")["ok"] == {
            "id": ceremony["id"],
            "noun": "ceremony",
            "summary": "Akçınar Kültür Merkezi Temel Atma",
            "place": "Çınaraltı Mahallesi şantiyesi",
            "travel_minutes": 15,
            "preparation_minutes": 10,
        }

    def test_of_an_invitation(self, ask, an_invitation):
        words = ask(f"invitation/{an_invitation()['id']}")["ok"]
        assert (words["summary"], words["place"]) == ("Esnaf Odası Genel Kurulu", "Esnaf Odası Konferans Salonu")

    @pytest.mark.parametrize("subject", ["courtesy/1", "ceremony/1", "ceremony/019a2f60-7c00-7000-8000-000000000001"])
    def test_of_nothing_else(self, ask, subject):
        assert ask(subject)["error"]["kind"] == NotFound.kind

    def test_for_nobody_else(self, ask, nermin, a_ceremony):
        subject = f"ceremony/{a_ceremony()['id']}"
        assert ask(subject, "visitors")["error"]["code"] == "action.not_allowed"
        with pytest.raises(Forbidden):
            nermin.get_occasion_words(subject=subject)
