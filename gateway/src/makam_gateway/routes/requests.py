"""The routes over the requests service."""

from makam_gateway.routes.route import table

OPEN = "open"

REQUESTS = table(
    "requests",
    "Başvurular",
    ("POST", "/requests", "register_request", "Başvuruyu kaydeder, numara ve takip kodu verir"),
    ("GET", "/requests", "list_requests", "Başvuruları listeler"),
    ("POST", "/citizens/search", "find_citizens", "Telefon numarasından başvuranları ve başvurularını bulur"),
    ("GET", "/requests/counts", "count_requests", "Başvuruları durum ve birime göre sayar"),
    ("GET", "/requests/{request_id}", "get_request", "Başvuruyu geçmişiyle gösterir"),
    ("GET", "/requests/{request_id}/deadlines", "get_deadlines", "Süreleri dayanaklarıyla açıklar"),
    ("GET", "/requests/{request_id}/notices", "list_notices", "Gönderilen bildirimleri listeler"),
    (
        "POST",
        "/requests/{request_id}/unmasking",
        "unmask_citizen",
        "Vatandaşın iletişim ve kimlik bilgisini gerekçesiyle açık gösterir",
    ),
    ("PUT", "/requests/{request_id}/routing", "route_request", "Başvuruyu birime gönderir"),
    ("PUT", "/requests/{request_id}/return", "return_request", "Başvuruyu gerekçesiyle masaya iade eder"),
    ("PUT", "/requests/{request_id}/acceptance", "accept_request", "Başvuruyu birim adına kabul eder"),
    ("PUT", "/requests/{request_id}/start", "start_request", "Başvuru üzerinde çalışmaya başlar"),
    ("PUT", "/requests/{request_id}/solution", "solve_request", "Başvuruyu sonuçlandırır, vatandaşın sözünü ister"),
    (
        "PUT",
        "/requests/{request_id}/confirmation",
        "confirm_request",
        "Vatandaşın telefonda ya da masada verdiği cevabı yazar",
    ),
    ("PUT", "/requests/{request_id}/tries", "try_confirmation", "Teyit için arayıp ulaşılamadığını yazar"),
    (
        "PUT",
        "/requests/{request_id}/decision",
        "decide_request",
        "İtirazı karara bağlar: yeniden açar ya da gerekçeyle kapatır",
    ),
    ("PUT", "/requests/{request_id}/reopening", "reopen_request", "Cevapsız kapanan başvuruyu yeniden açar"),
    ("PUT", "/requests/{request_id}/extension", "extend_request", "Bilgi edinme süresini bir kez uzatır"),
    ("PUT", "/requests/{request_id}/withdrawal", "withdraw_request", "Başvuruyu vatandaşın isteğiyle geri çeker"),
    ("PUT", "/requests/{request_id}/voiding", "void_request", "Yanlış kaydedilen başvuruyu geçersiz sayar"),
)

CITIZENS = table(
    "requests",
    "Vatandaş",
    ("POST", "/citizen/requests", "submit_request", "Başvuru yapar, numara ve takip kodu alır", OPEN),
    ("POST", "/citizen/tracking", "track_request", "Başvurusunu numara ve kodla izler", OPEN),
    ("POST", "/citizen/confirmations", "answer_confirmation", "Sorunun çözülüp çözülmediğini bildirir", OPEN),
)

SETTINGS = table(
    "requests",
    "Başvuru ayarları",
    ("POST", "/request-categories", "create_category", "Konu ekler"),
    ("GET", "/request-categories", "list_categories", "Konuları listeler"),
    ("PUT", "/request-categories/{category_id}", "change_category", "Konuyu değiştirir"),
    ("POST", "/routing-rules", "create_rule", "Yönlendirme kuralı ekler"),
    ("GET", "/routing-rules", "list_rules", "Yönlendirme kurallarını sırasıyla listeler"),
    ("PUT", "/routing-rules/{rule_id}", "change_rule", "Yönlendirme kuralını değiştirir"),
    ("GET", "/request-units", "list_units", "Başvuru hizmetinin tanıdığı birimleri listeler"),
)

ROUTES = (*REQUESTS, *CITIZENS, *SETTINGS)
