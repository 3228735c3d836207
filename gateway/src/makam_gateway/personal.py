"""The register of the personal data that the gateway keeps.

People are here in their office: their names stand on doors and under papers. What proves who they are is kept as a
hash, or sealed where it has to be read again.
"""

from datetime import timedelta

from makam_kernel.personal import KERNEL, Field, Register

REGISTER = KERNEL | Register(
    sealed={
        "approvals.facts": Field(
            "İki kişinin kararıyla kişinin verisini vermek ya da silmek", "KVKK m.11, m.7", timedelta(days=1)
        ),
        "credentials.totp_secret": Field("Oturum açanı ikinci etkenle doğrulamak", "KVKK m.12", timedelta(0)),
    },
    official=frozenset({"people.name", "people.name_folded", "people.name_sort", "people.title"}),
    plain=frozenset(
        f"{table}.{column}"
        for table, columns in {
            "api_tokens": ("name", "key_hash", "scopes"),
            "approvals": ("kind", "status", "reason", "proposed_by", "proposers", "decided_by", "deciders", "parts"),
            "audit_heads_kept": ("service", "hash"),
            "backup_codes": ("code_hash",),
            "feeds": ("name", "key_hash", "variant"),
            "failed_sign_ins": ("login_hash",),
            "limit_counts": ("bucket",),
            "people": ("login", "password_hash"),
            "posts": ("code", "title", "title_folded", "title_sort", "roles"),
            "provider_links": ("issuer", "subject"),
            "sessions": ("key_hash", "method", "device"),
            "units": ("code", "name", "name_sort", "detsis_no"),
            "used_states": ("state_hash",),
        }.items()
        for column in columns
    ),
)
