"""The register of the personal data that agenda keeps: why, on what basis, and for how long after an absence, an entry
or whatever it is about is over.

Why somebody is absent may tell of their health (KVKK m.6); the papers themselves belong in the personnel file.
"""

from makam_kernel.personal import KERNEL, Field, Register, years

AFTER_ABSENCE = years(1)
AFTER_ENTRY = years(2)
AFTER_APPOINTMENT = years(2)
AFTER_CALL = years(1)

_WHY = Field("Devamsızlığı onaylamak, yerine bakacak kişiyi belirlemek", "657 m.102-105; KVKK m.6/3-f", AFTER_ABSENCE)
_ENTRY = Field("Programı hazırlamak ve yürütmek", "5393 m.38; KVKK m.5/2-f", AFTER_ENTRY)
_ASKS = Field("Randevu talebini değerlendirmek, gelecek kişiyi tanımak", "5393 m.38; KVKK m.5/2-f", AFTER_APPOINTMENT)
_ANSWER = Field("Randevu talebinin sonucunu bildirmek", "5393 m.38; KVKK m.5/2-f", AFTER_APPOINTMENT)
_CALL = Field("Arayanı geri aramak, isteğini ilgilisine iletmek", "5393 m.38; KVKK m.5/2-f", AFTER_CALL)

REGISTER = KERNEL | Register(
    sealed={
        "absences.kind": _WHY,
        "absences.reason": _WHY,
        "appointments.name": _ASKS,
        "appointments.title": _ASKS,
        "appointments.institution": _ASKS,
        "appointments.mediator": _ASKS,
        "appointments.topic": _ASKS,
        "appointments.companions": _ASKS,
        "appointments.reason": _ASKS,
        "appointments.phone": _ANSWER,
        "appointments.email": _ANSWER,
        "calls.name": _CALL,
        "calls.phone": _CALL,
        "calls.email": _CALL,
        "calls.title": _CALL,
        "calls.institution": _CALL,
        "calls.words": _CALL,
        "calls.note": _CALL,
        "call_tries.note": _CALL,
        "entries.summary": _ENTRY,
        "entries.place": _ENTRY,
        "entries.note": _ENTRY,
        "entry_history.reason": _ENTRY,
    },
    official=frozenset({"calendars.name", "entry_history.actor_name"}),
    plain=frozenset(
        {
            "absences.status",
            "appointment_times.status",
            "appointments.because",
            "appointments.source",
            "appointments.status",
            "calendars.hours",
            "calendars.kind",
            "calendars.place",
            "calendars.public_hours",
            "call_tries.outcome",
            "calls.category",
            "calls.status",
            "calls.turned_to",
            "deputisings.status",
            "entries.kind",
            "entries.source",
            "entries.status",
            "entries.zone",
            "entry_history.act",
            "entry_history.actor_id",
            "entry_history.status",
            "entry_people.part",
            "posts.roles",
            "units.code",
            "units.name",
        }
    ),
)
