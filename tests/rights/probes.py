"""How each route is asked, so that whoever may do a thing gets as far as the thing and leaves it as it is.

A change that names a version names one that nothing has, and is refused with 412 by whoever may make it. Everything
else is asked with the example of its document, or as it stands here: mostly with what the last rule refuses.
`{FEN}` stands for the id of a unit, `{role}` for whoever asks.
"""

from dataclasses import dataclass

from little_town import AYSE, DAY, NOW, ROOM

from makam_tools.site import MODULES

LONG_AGO = "2001-01-01T00:00:00Z"
PARKED = {"event_id": "yok", "handler": "Yok"}


@dataclass(frozen=True)
class Probe:
    """What is sent with a request: one body, or one for each kind of thing where the body says what it is about. Which
    ``kinds`` of things it is made to, where not to all; whether each asks by a session of its own; and whether it comes
    after everything else."""

    body: dict | None = None
    bodies: dict | None = None
    query: dict | None = None
    kinds: tuple | None = None
    own_session: bool = False
    last: bool = False


A_LINE = {"minute": 0, "minutes": 5, "what": "Açılış"}
BACKWARDS = {"kind": "course", "from_at": "2026-12-02T06:00:00Z", "until_at": "2026-12-01T06:00:00Z"}
AFTER_HOURS = {"weekday": 1, "starts": "17:00", "ends": "09:00"}
WHO_SIGNS = {"person_id": "{nobody}", "name": "Elif KARACA"}

PROBES = {
    "POST /absences": Probe(
        bodies={"self": {"person_id": "{self}"} | BACKWARDS, "other": {"person_id": "{other}"} | BACKWARDS}
    ),
    "POST /absences/{absence_id}/deputisings": Probe({"deputy_id": "{nobody}"}),
    "POST /approvals/restriction-lifts": Probe({"category_id": "{category}", "reason": "wrongly_restricted"}),
    "PUT /me/sessions/end-others": Probe(last=True),
    "POST /appointments": Probe({"calendar_id": "{room}", "name": "Ali KURT", "topic": "Tesis", "minutes": 30}),
    "PUT /appointments/{appointment_id}/proposals": Probe(
        {
            "times": [{"calendar_id": "{calendar}", "starts_at": NOW, "ends_at": "2026-10-19T10:42:00+03:00"}],
            "held_until": NOW,
        }
    ),
    "PUT /appointments/{appointment_id}/schedule": Probe({"starts_at": "2026-10-21T08:00:00Z", "outside_hours": True}),
    "PUT /appointments/{appointment_id}/referral": Probe({"reason": "Birime"}),
    "POST /phone-calls": Probe(
        {"calendar_id": "{calendar}", "name": "Ali KURT", "words": "Bilgi", "due_at": LONG_AGO}
    ),
    "POST /api-tokens": Probe({"name": "Ekran", "scopes": ["unit.read"], "expires_on": "2020-01-01"}),
    "PUT /api-tokens/{token_id}/revocation": Probe(kinds=("gone",)),
    "POST /feeds": Probe({"calendar_id": "{calendar}", "name": "Telefon", "expires_on": "2020-01-01"}),
    "GET /looks": Probe(query={"subject": "citizen/{citizen}"}),
    "POST /budget-lines": Probe(
        {"year": 2026, "code": "03.6.FEN", "name": "İkinci", "appropriation": 1, "decision": "Meclis 2"}
    ),
    "GET /budget-report": Probe(query={"year": "2026"}),
    "POST /contacts": Probe(
        {"name": "İki KİŞİ", "office": "Muhtar", "institution": "Ilıca", "from_on": DAY, "until_on": "2020-01-01"}
    ),
    "POST /ceremony-templates": Probe(
        {"code": "opening", "name": "İkinci", "kind": "opening", "tasks": [], "run_sheet": [A_LINE]}
    ),
    "PUT /ceremony-templates/{ceremony_template_id}/next-edition": Probe(
        {"name": "İkinci", "kind": "opening", "tasks": [], "run_sheet": [A_LINE]}
    ),
    "POST /ceremonies": Probe({"template_id": "{nobody}", "title": "Tören", "place": "Meydan", "starts_at": NOW}),
    "POST /invitations": Probe({"occasion": "Açılış", "place": "Meydan", "starts_at": NOW}),
    "POST /courtesies": Probe(
        {"kind": "wreath", "occasion": "Tören", "place": "Anıt", "occasion_at": "2027-05-19T10:00:00+03:00"}
    ),
    "POST /courtesy-rules": Probe({"kind": "gift"}),
    "POST /expenses": Probe(
        {
            "purpose": "Yemek",
            "needed_on": DAY,
            "costs": [{"description": "Yemek", "unit_amount": 1, "currency": "TRY", "rate": 2}],
        }
    ),
    "POST /calendars": Probe({"kind": "room", "name": "Salon", "place": "Salon", "hours": [AFTER_HOURS]}),
    "POST /calendars/{calendar_id}/entries": Probe(
        {"kind": "visit", "summary": "Ziyaret", "starts_at": "2026-12-02T09:00:00Z", "ends_at": "2026-12-02T08:00:00Z"}
    ),
    "GET /calendars/{calendar_id}/free-slots": Probe(query={"from_on": DAY, "until_on": DAY, "minutes": "30"}),
    "GET /calendars/{calendar_id}/sheet": Probe(query={"day": "2026-10-20"}),
    "PUT /clock": Probe({"at": NOW}),
    "POST /citizen/requests": Probe({"topic": "Rampa", "citizen": {"name": "Ali KURT"}}),
    "POST /citizen/tracking": Probe({"number": "{number}", "code": "{code}"}),
    "PUT /people/{person_id}": Probe({"name": "Kurban"}),
    "PUT /people/{person_id}/password-reset": Probe(kinds=("other", "gone")),
    "PUT /people/{person_id}/sessions/end": Probe(kinds=("other", "gone")),
    "POST /people": Probe({"login": "mayor", "name": "İkinci"}),
    "POST /people/import": Probe({"csv": "login;name\nkurban;Kurban"}),
    "GET /places": Probe(query={"public_day_id": "{public_day}"}),
    "POST /places/{place_id}/wishes": Probe({"words": "Rampa", "end": "answered"}),
    "POST /incoming-papers": Probe(
        {"subject": "Tören", "sender": "Valilik", "origin_number": "1", "origin_on": DAY, "file_code": "000"}
    ),
    "POST /incoming-papers/import": Probe({"csv": "gönderen\nValilik"}),
    "POST /papers": Probe(
        {"kind": "internal", "file_code": "000", "subject": "Kış", "unit_id": "{FEN}", "circle": [WHO_SIGNS]}
    ),
    "PUT /papers/{paper_id}": Probe({"file_code": "880", "subject": "Kış", "circle": [WHO_SIGNS]}),
    "POST /instructions": Probe(
        {"unit_ids": ["{FEN}"], "words": "Aydınlatma tamam olsun.", "due_at": "2020-01-01T09:00:00Z"}
    ),
    "GET /weekly-instructions": Probe(query={"day": DAY}),
    "POST /urgent-items": Probe(
        {"kind": "news", "words": "Su borusu patladı.", "sender": "Amirlik", "arrived_at": "2030-01-01T09:00:00Z"}
    ),
    "POST /posts": Probe({"code": "MAYOR", "title": "İkinci", "roles": ["mayor"], "valid_from": DAY}),
    "POST /posts/{post_id}/holdings": Probe({"person_id": "{nobody}", "from_on": DAY}),
    "PUT /posts/{post_id}": Probe({"title": "Görevli", "roles": ["unit_staff"], "valid_from": DAY}),
    "POST /public-days": Probe({"day": DAY, "starts": "17:00", "ends": "09:00", "capacity": 3, "rooms": [ROOM]}),
    "POST /public-days/{public_day_id}/places": Probe({"name": "Fazla KİŞİ"}),
    "POST /public-days/{public_day_id}/calls": Probe({"room": ROOM}),
    "POST /request-categories": Probe({"code": "YOL.CUKUR", "name": "İkinci", "unit_id": "{FEN}"}),
    "PUT /request-categories/{category_id}": Probe({"name": "Çukur", "unit_id": "{FEN}"}),
    "POST /requests": Probe(
        {"channel": "desk", "topic": "Yarınki", "received_at": "2026-12-01T09:00:00Z", "citizen": AYSE}
    ),
    "PUT /requests/{request_id}/routing": Probe({"unit_id": "{FEN}"}),
    "POST /routing-rules": Probe({"position": 10, "category": "YOL.*", "unit_id": "{FEN}"}),
    "POST /session": Probe({"login": "yok-{role}", "password": "yanlış bir söz"}),
    "DELETE /session": Probe(own_session=True),
    "POST /units": Probe({"code": "FEN", "name": "İkinci", "valid_from": DAY}),
    "POST /units/import": Probe({"csv": "code;name;valid_from\nFEN;FEN Müdürlüğü;2020-01-01"}),
    "PUT /units/{unit_id}": Probe({"name": "Birim", "valid_from": DAY}),
    "POST /visit-day-closings": Probe({"day": "2027-01-01"}),
    "POST /visits": Probe(
        {"planned_at": NOW, "purpose": "Ziyaret", "host_name": "Elif", "members": [{"name": "Anna", "role": "member"}]}
    ),
    "POST /visits/{visit_id}/hosting-plan": Probe({"template": "guest"}),
    "POST /visits/{visit_id}/hosting-tasks": Probe({"kind": "gift", "minutes_before": 0, "owner_unit_id": "{nobody}"}),
    "POST /wishes/{wish_id}/promises": Probe({"words": "Yapılacak", "due_on": "2020-01-01"}),
    **{
        f"POST /operations/{service}/parked/{what}": Probe(PARKED)
        for service in MODULES
        for what in ("drop", "redrive")
    },
    **{f"POST /operations/{service}/replays": Probe({"since": LONG_AGO, "until": LONG_AGO}) for service in MODULES},
    **{f"POST /operations/{service}/snapshots": Probe({"noun": "yok"}) for service in MODULES},
}
