"""The register of the personal data that documents keeps: why, on what basis, and for how long.

A paper that became final is kept as long as the file plan says and destroyed by the commission's decision (Devlet Arşiv
Hizmetleri Hakkında Yönetmelik), so no term erases it; one that was refused never became a record.
"""

from makam_kernel.personal import KERNEL, Field, Register, years

AFTER_REFUSAL = years(2)
AFTER_INSTRUCTION = years(15)
AFTER_URGENT_ITEM = years(2)

_PAPER = Field(
    "Yazışmayı yürütmek; kesinleşen evrak dosya planındaki süre boyunca saklanır",
    "5393 m.38; 3473; KVKK m.5/2-ç",
    AFTER_REFUSAL,
)

_INSTRUCTION = Field(
    "Başkanın talimatını yerine getirmek ve izlemek; talimatlar standart dosya planında (010.07) 15 yıldır",
    "5393 m.38; 3473; KVKK m.5/2-ç",
    AFTER_INSTRUCTION,
)
_URGENT = Field("İvedi bilgiyi Başkana ulaştırmak", "5393 m.38; KVKK m.5/2-ç", AFTER_URGENT_ITEM)

REGISTER = KERNEL | Register(
    sealed={
        "instruction_steps.note": _INSTRUCTION,
        "instructions.evidence": _INSTRUCTION,
        "instructions.words": _INSTRUCTION,
        "urgent_items.reason": _URGENT,
        "urgent_items.sender": _URGENT,
        "urgent_items.words": _URGENT,
        "paper_attachments.title": _PAPER,
        "paper_editions.body": _PAPER,
        "paper_editions.subject": _PAPER,
        "paper_steps.note": _PAPER,
        "papers.origin_number": _PAPER,
        "papers.sender": _PAPER,
    },
    official=frozenset(
        {
            "instruction_steps.actor_name",
            "instructions.given_by",
            "paper_steps.by_name",
            "paper_steps.for_name",
            "paper_steps.name",
            "paper_steps.title",
            "papers.drafter_name",
        }
    ),
    plain=frozenset(
        {
            "detsis_numbers.number",
            "distributions.name",
            "distributions.purpose",
            "distributions.status",
            "instruction_steps.act",
            "instruction_steps.actor_id",
            "instructions.escalated_for",
            "instructions.kind",
            "instructions.number",
            "instructions.source",
            "instructions.status",
            "urgent_items.kind",
            "urgent_items.status",
            "paper_attachments.grade",
            "paper_attachments.medium",
            "paper_steps.kind",
            "paper_steps.status",
            "papers.file_code",
            "papers.grade",
            "papers.historic_marking",
            "papers.kind",
            "papers.number",
            "papers.status",
            "papers.unit_name",
            "papers.urgency",
            "units.code",
            "units.name",
        }
    ),
)
