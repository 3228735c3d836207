"""The register of the personal data that agenda keeps: why, on what basis, and for how long after an absence is over.

Why somebody is absent may tell of their health (KVKK m.6); the papers themselves belong in the personnel file.
"""

from makam_kernel.personal import KERNEL, Field, Register, years

AFTER_ABSENCE = years(1)

_WHY = Field("Devamsızlığı onaylamak, yerine bakacak kişiyi belirlemek", "657 m.102-105; KVKK m.6/3-f", AFTER_ABSENCE)

REGISTER = KERNEL | Register(
    sealed={"absences.kind": _WHY, "absences.reason": _WHY},
    plain=frozenset({"absences.status", "deputisings.status", "posts.roles", "units.code", "units.name"}),
)
