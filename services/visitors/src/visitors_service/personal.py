"""The register of the personal data that visitors keeps: why, on what basis, and for how long after the day is over.

Bases: law 5393 (municipalities), law 6698 (KVKK). The municipality's own retention plan may set shorter terms; a
promise that is still to be kept keeps everything of its wish.
"""

from makam_kernel.personal import KERNEL, Field, Register, years

AFTER_PUBLIC_DAY = years(5)
AFTER_VISIT = years(2)

_CALL = Field("Halk gününe geleni sırayla çağırmak, tanımak", "5393 m.38; KVKK m.5/2-ç", AFTER_PUBLIC_DAY)
_REACH = Field("Halk gününe gelene sonucu bildirmek", "5393 m.38; KVKK m.5/2-ç", AFTER_PUBLIC_DAY)
_WISH = Field("İsteği sonuçlandırmak, Başkanın sözünü izlemek", "5393 m.38; KVKK m.5/2-ç", AFTER_PUBLIC_DAY)
_GUEST = Field("Ziyaretçiyi karşılamak, binada kimin olduğunu bilmek", "KVKK m.5/2-f", AFTER_VISIT)
_VISIT = Field("Ziyareti hazırlamak", "KVKK m.5/2-f", AFTER_VISIT)

REGISTER = KERNEL | Register(
    sealed={
        "places.name": _CALL,
        "places.phone": _REACH,
        "places.email": _REACH,
        "wishes.words": _WISH,
        "wishes.answer": _WISH,
        "promises.words": _WISH,
        "promises.reason": _WISH,
        "visit_members.name": _GUEST,
        "visit_members.title": _GUEST,
        "visits.purpose": _VISIT,
        "visits.reason": _VISIT,
        "hosting_tasks.note": _VISIT,
        "hosting_tasks.reason": _VISIT,
    },
    official=frozenset({"hosting_tasks.owner_name", "visits.host_name"}),
    plain=frozenset(
        {
            "hosting_tasks.expense_number",
            "hosting_tasks.expense_status",
            "hosting_tasks.kind",
            "hosting_tasks.status",
            "categories.code",
            "places.call_reason",
            "places.priority_class",
            "places.room",
            "places.status",
            "promises.status",
            "public_days.priority_classes",
            "public_days.rooms",
            "public_days.status",
            "units.code",
            "units.name",
            "visit_members.role",
            "visits.institution",
            "visits.languages",
            "visits.source",
            "visits.status",
            "wishes.category",
            "wishes.end",
            "wishes.neighbourhood",
            "wishes.request_number",
            "wishes.request_status",
        }
    ),
)
