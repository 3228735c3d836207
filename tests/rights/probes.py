"""How each route is asked, so that whoever may do a thing gets as far as the thing and leaves it as it is.

A change that names a version names one that nothing has, and is refused with 412 by whoever may make it. Everything
else is asked with the example of its document, or as it stands here: mostly with what the last rule refuses.
`{FEN}` stands for the id of a unit, `{role}` for whoever asks.
"""

from dataclasses import dataclass

from little_town import AYSE, DAY, NOW, ROOM

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


BACKWARDS = {"kind": "course", "from_at": "2026-12-02T06:00:00Z", "until_at": "2026-12-01T06:00:00Z"}

PROBES = {
    "POST /absences": Probe(
        bodies={"self": {"person_id": "{self}"} | BACKWARDS, "other": {"person_id": "{other}"} | BACKWARDS}
    ),
    "POST /absences/{absence_id}/deputisings": Probe({"deputy_id": "{nobody}"}),
    "POST /approvals/restriction-lifts": Probe({"category_id": "{nobody}", "reason": "wrongly_restricted"}),
    "PUT /me/sessions/end-others": Probe(last=True),
    "POST /api-tokens": Probe({"name": "Ekran", "scopes": ["unit.read"], "expires_on": "2020-01-01"}),
    "PUT /api-tokens/{token_id}/revocation": Probe(kinds=("gone",)),
    "GET /looks": Probe(query={"subject": "citizen/{citizen}"}),
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
    "POST /wishes/{wish_id}/promises": Probe({"words": "Yapılacak", "due_on": "2020-01-01"}),
    **{
        f"POST /operations/{service}/parked/{what}": Probe(PARKED)
        for service in ("agenda", "gateway", "requests", "visitors")
        for what in ("drop", "redrive")
    },
}
