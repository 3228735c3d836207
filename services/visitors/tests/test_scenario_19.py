"""From the talk to the unit: the visitors' part."""

import pytest

from makam_kernel.testing import at, hear, told


@pytest.mark.scenario("visitors.S19", part="visitors' part")
def test_what_the_mayor_promised_is_followed_to_the_citizens_yes(
    process, ipek, a_running_day, someone_heard, a_request_event, unit_id
):
    """Hatice ÖZDEMİR asks for a ramp at Ilgaz Sokak 12; "Yılbaşına kadar yapılacak" is saved with due 31.12.2026. The
    wish is told for the requests service, its number comes back to the citizen's record, the evening report lists the
    promise with its owner, and the closing there shows here."""
    day = a_running_day("2026-12-02")
    place = someone_heard(day, "Hatice ÖZDEMİR", priority_class="elder")
    wish = ipek.record_wish(
        place_id=place["id"],
        words="Ilgaz Sokak 12 numaranın önüne rampa istiyorum.",
        answer="Yılbaşına kadar yapılacak.",
        end="request",
    )
    given = {"wish_id": wish["id"], "words": "Yılbaşına kadar yapılacak.", "due_on": "2026-12-31"}
    promise = ipek.give_promise(**given)
    recorded = next(row for row in told(process) if row.type == "wish.recorded.v1")
    assert recorded.data["end"] == "request"

    hear(process, a_request_event(wish, "registered", 1, unit=None), a_request_event(wish, "routed", 2))
    assert ipek.get_wish(wish_id=wish["id"])["request_number"] == "TLP-2026-000042"
    at(process, "2026-12-02 18:00")
    (line,) = ipek.get_public_day_report(public_day_id=day["id"])["promises"]
    assert (line["words"], line["unit"]) == ("Yılbaşına kadar yapılacak.", "Fen İşleri Müdürlüğü")

    hear(process, a_request_event(wish, "solved", 5), a_request_event(wish, "confirmed", 6))
    assert ipek.get_wish(wish_id=wish["id"])["request_status"] == "confirmed"
    assert ipek.get_promise(promise_id=promise["id"])["status"] == "kept"
