"""The routes over what the gateway itself owns, and over the operator's desk of every service."""

from makam_gateway.routes.route import table

OWN = table(
    "gateway",
    "Kurum",
    ("POST", "/units", "create_unit", "Birim ekler"),
    ("GET", "/units", "list_units", "Birimleri listeler"),
    ("GET", "/units/{unit_id}", "get_unit", "Birimi gösterir"),
    ("PUT", "/units/{unit_id}", "change_unit", "Birimi değiştirir"),
    ("POST", "/people", "create_person", "Kişi ekler"),
    ("GET", "/people", "list_people", "Kişileri listeler"),
    ("GET", "/people/{person_id}", "get_person", "Kişiyi gösterir"),
    ("PUT", "/people/{person_id}", "change_person", "Kişiyi değiştirir"),
    ("GET", "/clock", "get_clock", "İş saatini gösterir"),
    ("PUT", "/clock", "set_clock", "Gösterim sisteminde iş saatini ayarlar"),
)


def operations_of(service):
    """The operator's routes to one service."""
    return table(
        service,
        "İşletim",
        ("GET", f"/operations/{service}/health", "get_health", f"{service}: sağlık durumu"),
        ("GET", f"/operations/{service}/parked", "list_parked", f"{service}: işlenemeyen olaylar"),
        (
            "POST",
            f"/operations/{service}/parked/redrive",
            "redrive_parked",
            f"{service}: işlenemeyen olayı yeniden dener",
        ),
        ("POST", f"/operations/{service}/parked/drop", "drop_parked", f"{service}: işlenemeyen olaydan vazgeçer"),
        ("GET", f"/operations/{service}/audit", "verify_audit", f"{service}: denetim zincirini doğrular"),
    )
