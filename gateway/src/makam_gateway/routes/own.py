"""The routes over what the gateway itself owns, and over the operator's desk of every service."""

from makam_gateway.routes.route import table

OWN = table(
    "gateway",
    "Kurum",
    ("POST", "/units", "create_unit", "Birim ekler"),
    ("GET", "/units", "list_units", "Birimleri listeler"),
    ("GET", "/units/{unit_id}", "get_unit", "Birimi gösterir"),
    ("PUT", "/units/{unit_id}", "change_unit", "Birimi değiştirir"),
    ("POST", "/units/import", "import_units", "Birimleri CSV dosyasından ekler ve değiştirir"),
    ("POST", "/posts", "create_post", "Görev ekler"),
    ("GET", "/posts", "list_posts", "Görevleri adlarına göre listeler"),
    ("GET", "/posts/{post_id}", "get_post", "Görevi gösterir"),
    ("PUT", "/posts/{post_id}", "change_post", "Görevi değiştirir"),
    ("POST", "/posts/{post_id}/holdings", "hold_post", "Görevi bir kişiye verir"),
    ("PUT", "/holdings/{holding_id}/end", "end_holding", "Kişinin görevdeki son gününü yazar"),
    ("GET", "/directory", "list_directory", "Rehber: kim, bugün hangi görevde"),
    ("POST", "/people", "create_person", "Kişi ekler"),
    ("POST", "/people/import", "import_people", "Kişileri ve görevlerini CSV dosyasından ekler ve değiştirir"),
    ("GET", "/people", "list_people", "Kişileri listeler"),
    ("GET", "/people/{person_id}", "get_person", "Kişiyi gösterir"),
    ("PUT", "/people/{person_id}", "change_person", "Kişiyi değiştirir"),
    ("GET", "/people/{person_id}/holdings", "list_holdings", "Kişinin görevlerini yeniden eskiye gösterir"),
    ("PUT", "/people/{person_id}/password-reset", "reset_password", "Kişiye tek kullanımlık parola verir", "secret"),
    ("PUT", "/people/{person_id}/totp-removal", "remove_totp", "Kişinin doğrulama uygulamasını kaldırır"),
    ("PUT", "/people/{person_id}/sessions/end", "end_person_sessions", "Kişinin bütün oturumlarını kapatır"),
    ("POST", "/api-tokens", "create_api_token", "Başka bir sisteme anahtar verir", "secret"),
    ("GET", "/api-tokens", "list_api_tokens", "Başka sistemlere verilen anahtarları listeler"),
    ("GET", "/api-tokens/scopes", "list_scopes", "Bir anahtarın hangi yetkileri taşıyabileceğini listeler"),
    ("PUT", "/api-tokens/{token_id}/revocation", "revoke_api_token", "Anahtarı geçersiz kılar"),
    ("POST", "/feeds", "create_feed", "Takvim uygulaması için gizli adresli takvim akışı verir", "secret"),
    ("GET", "/feeds", "list_feeds", "Kişinin kendi takvim akışlarını listeler"),
    ("PUT", "/feeds/{feed_id}/revocation", "revoke_feed", "Takvim akışının adresini geçersiz kılar"),
    ("GET", "/clock", "get_clock", "İş saatini gösterir"),
    ("PUT", "/clock", "set_clock", "Gösterim sisteminde iş saatini ayarlar"),
    ("GET", "/operations/audit-heads", "list_kept_heads", "Servislerin saklanan denetim zinciri başlarını listeler"),
)

APPROVALS = table(
    "gateway",
    "İki kişinin kararı",
    ("POST", "/approvals", "propose_approval", "Bir kişinin verilerinin silinmesini ya da verilmesini önerir"),
    ("POST", "/approvals/restriction-lifts", "propose_lift", "Bir konunun kısıtlılığının kaldırılmasını önerir"),
    ("GET", "/approvals", "list_approvals", "Önerileri yeniden eskiye listeler"),
    ("GET", "/approvals/{approval_id}", "get_approval", "Öneriyi, kimin için olduğuyla gösterir"),
    ("PUT", "/approvals/{approval_id}/approval", "approve", "İkinci kişi olarak onaylar; bütün hizmetlerde uygulanır"),
    ("PUT", "/approvals/{approval_id}/refusal", "refuse_approval", "Öneriyi reddeder"),
    ("PUT", "/approvals/{approval_id}/withdrawal", "withdraw_approval", "Kendi önerisini geri alır"),
    (
        "PUT",
        "/approvals/{approval_id}/execution",
        "carry_out_approval",
        "Ulaşılamayan hizmetlerde yeniden uygular",
    ),
    (
        "POST",
        "/approvals/{approval_id}/file",
        "open_approval_file",
        "Kişi hakkında tutulan her şeyi bütün hizmetlerden bir kez verir",
        "secret",
    ),
    ("GET", "/looks", "list_seen", "Bir kişinin verilerini kimlerin gördüğünü bütün hizmetlerden gösterir"),
)

GATHERED = table(
    "gateway",
    "Bütün hizmetler",
    ("GET", "/today", "get_today", "Başkanın günü: program, gelenler, sözler, gecikenler"),
    ("GET", "/follow-up", "list_follow_up", "Takip panosu: bütün hizmetlerde açık olan her şey, son gününe göre"),
    ("GET", "/people/{citizen_id}/history", "get_person_history", "Kişinin makamla geçmişini gösterir"),
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
        (
            "POST",
            f"/operations/{service}/snapshots",
            "republish",
            f"{service}: bir türün bütün kayıtlarını abonelere yeniden bildirir",
        ),
        (
            "POST",
            f"/operations/{service}/replays",
            "replay_events",
            f"{service}: bir sürede bildirdiği olayları yeniden yollar",
        ),
        ("GET", f"/operations/{service}/audit", "verify_audit", f"{service}: denetim zincirini doğrular"),
    )
