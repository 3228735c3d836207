"""The register of the personal data that protocol keeps: why, on what basis, and for how long."""

from makam_kernel.personal import KERNEL, Field, Register, years

AFTER_OFFICE = years(2)
AFTER_INVITATION = years(2)
AFTER_COURTESY = years(2)
AFTER_EXPENSE = years(10)

_CONTACT = Field("Protokoldeki kişiye hitap etmek, ulaşmak", "5393 m.38; KVKK m.5/2-f", AFTER_OFFICE)
_INVITATION = Field("Daveti cevaplamak, temsili düzenlemek", "5393 m.38; KVKK m.5/2-f", AFTER_INVITATION)
_COURTESY = Field("Çelenk, çiçek, hediye ve mesajı ulaştırmak", "5393 m.38; KVKK m.5/2-f", AFTER_COURTESY)

_EXPENSE = Field("Gideri belgelemek, hesabını vermek", "5018 m.8; KVKK m.5/2-ç", AFTER_EXPENSE)

REGISTER = KERNEL | Register(
    sealed={
        "contacts.name": _CONTACT,
        "contacts.title": _CONTACT,
        "contacts.phone": _CONTACT,
        "contacts.email": _CONTACT,
        "invitations.sender_name": _INVITATION,
        "invitations.sender_phone": _INVITATION,
        "invitations.sender_email": _INVITATION,
        "invitations.occasion": _INVITATION,
        "invitations.place": _INVITATION,
        "courtesies.occasion": _COURTESY,
        "courtesies.words": _COURTESY,
        "courtesies.place": _COURTESY,
        "courtesies.contact_name": _COURTESY,
        "courtesies.contact_phone": _COURTESY,
        "courtesies.supplier": _COURTESY,
        "courtesies.proof": _COURTESY,
        "courtesies.reason": _COURTESY,
        "expenses.purpose": _EXPENSE,
        "expenses.supplier": _EXPENSE,
        "expenses.reason": _EXPENSE,
        "expense_costs.description": _EXPENSE,
        "expense_instructions.reason": _EXPENSE,
    },
    official=frozenset(
        {
            "ceremonies.place",
            "ceremonies.reason",
            "ceremonies.report",
            "ceremonies.run_sheet",
            "ceremonies.speakers",
            "ceremonies.title",
            "ceremony_tasks.evidence",
            "courtesy_rules.words",
        }
    ),
    plain=frozenset(
        {
            "ceremonies.kind",
            "ceremonies.status",
            "ceremony_tasks.after",
            "ceremony_tasks.code",
            "ceremony_tasks.evidence_asked",
            "ceremony_tasks.name",
            "ceremony_tasks.status",
            "ceremony_templates.code",
            "ceremony_templates.kind",
            "ceremony_templates.name",
            "ceremony_templates.run_sheet",
            "ceremony_templates.tasks",
            "contacts.address_form",
            "contacts.book_key",
            "contacts.institution",
            "contacts.office",
            "contacts.office_folded",
            "courtesies.kind",
            "courtesies.status",
            "courtesy_rules.day",
            "courtesy_rules.kind",
            "courtesy_rules.source",
            "invitations.institution",
            "invitations.status",
            "budget_changes.by",
            "budget_changes.decision",
            "budget_changes.kind",
            "budget_lines.code",
            "budget_lines.name",
            "expense_costs.currency",
            "expense_instructions.given_by",
            "expense_instructions.given_for",
            "expense_papers.kind",
            "expense_papers.reference",
            "expenses.file_code",
            "expenses.invoice_number",
            "expenses.number",
            "expenses.requested_by",
            "expenses.requested_for",
            "expenses.source",
            "expenses.status",
            "units.code",
            "units.name",
        }
    ),
)
