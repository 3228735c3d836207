"""The register of the personal data that requests keeps: why, on what basis, and for how long after the closing.

Bases: law 3071 (petitions), law 4982 (information requests), law 6698 (KVKK). The municipality's own retention plan may
set shorter terms; a request still open keeps everything.
"""

from makam_kernel.personal import KERNEL, Field, Register, years

AFTER_CLOSING = years(5)

_WHO = Field("Başvuranı tanımak, cevap vermek", "3071 m.4; 4982 m.6; KVKK m.5/2-ç", AFTER_CLOSING)
_REACH = Field("Başvurana ulaşmak, sonucu bildirmek", "3071 m.7; KVKK m.5/2-ç", AFTER_CLOSING)
_MATTER = Field("Başvurunun konusunu incelemek ve sonuçlandırmak", "3071 m.7; 4982 m.11; KVKK m.5/2-ç", AFTER_CLOSING)

REGISTER = KERNEL | Register(
    sealed={
        "citizens.name": _WHO,
        "citizens.national_id": _WHO,
        "citizens.phone": _REACH,
        "citizens.email": _REACH,
        "requests.topic": _MATTER,
        "requests.address": _MATTER,
        "requests.solution": _MATTER,
        "requests.closing_reason": _MATTER,
        "request_history.note": _MATTER,
    },
    official=frozenset({"request_history.actor_name"}),
    plain=frozenset(
        {
            "categories.code",
            "categories.law",
            "categories.name",
            "request_history.act",
            "request_history.actor_id",
            "request_history.from_status",
            "request_history.to_status",
            "requests.channel",
            "requests.closed_by",
            "requests.kind",
            "requests.law",
            "requests.neighbourhood",
            "requests.number",
            "requests.origin",
            "requests.origin_label",
            "requests.routed_by",
            "requests.status",
            "routing_rules.category",
            "routing_rules.neighbourhood",
            "units.code",
            "units.name",
        }
    ),
)
