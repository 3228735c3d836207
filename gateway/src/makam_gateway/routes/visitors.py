"""The routes over the visitors service."""

from makam_gateway.routes.route import table

OPEN = "open"

PUBLIC_DAYS = table(
    "visitors",
    "Halk günleri",
    ("POST", "/public-days", "announce_public_day", "Halk gününü duyurur"),
    ("GET", "/public-days", "list_public_days", "Halk günlerini yeniden eskiye listeler"),
    ("GET", "/public-days/{public_day_id}", "get_public_day", "Halk gününü gösterir"),
    ("PUT", "/public-days/{public_day_id}/opening", "open_public_day", "Kaydı açar"),
    ("PUT", "/public-days/{public_day_id}/start", "start_public_day", "Görüşmeleri başlatır"),
    ("PUT", "/public-days/{public_day_id}/pause", "pause_public_day", "Görüşmelere ara verir"),
    ("PUT", "/public-days/{public_day_id}/resumption", "resume_public_day", "Aradan sonra görüşmeleri sürdürür"),
    ("PUT", "/public-days/{public_day_id}/closing", "close_public_day", "Halk gününü kapatır"),
    ("PUT", "/public-days/{public_day_id}/report", "report_public_day", "Günün raporunu başkana sunar"),
    ("GET", "/public-days/{public_day_id}/report", "get_public_day_report", "Halk gününün raporunu gösterir"),
    ("GET", "/public-days/{public_day_id}/screen", "get_screen", "Salon ekranı: yalnızca sıra numarası ve oda", OPEN),
)

PLACES = table(
    "visitors",
    "Halk günü sırası",
    ("POST", "/public-days/{public_day_id}/places", "register_place", "Vatandaşı sıraya yazar, sıra numarası verir"),
    ("GET", "/places", "list_places", "Sıra numarası alanları listeler"),
    ("GET", "/public-days/{public_day_id}/queue", "list_queue", "Bekleyenleri çağrılma sırasıyla, nedeniyle gösterir"),
    ("POST", "/public-days/{public_day_id}/calls", "call_next", "Sıradakini odaya çağırır"),
    ("GET", "/places/{place_id}", "get_place", "Sıradaki kişiyi gösterir"),
    ("POST", "/places/{place_id}/unmasking", "unmask_place", "İletişim bilgisini gerekçesiyle açık gösterir"),
    ("PUT", "/places/{place_id}/arrival", "arrive_place", "Önceden yazılan kişinin geldiğini yazar"),
    ("PUT", "/places/{place_id}/admission", "admit_place", "Çağrılan kişiyi içeri alır"),
    ("PUT", "/places/{place_id}/skip", "skip_place", "Çağrıya gelmeyeni atlar"),
    ("PUT", "/places/{place_id}/recall", "recall_place", "Atlanan kişiyi yeniden çağırır"),
    ("PUT", "/places/{place_id}/leaving", "leave_place", "Görüşmeden ayrılanı yazar"),
    ("PUT", "/places/{place_id}/finish", "finish_place", "Görüşmeyi bitirir"),
    ("POST", "/places/{place_id}/wishes", "record_wish", "Kişinin isteğini, verilen cevabı ve sonucunu yazar"),
)

WISHES = table(
    "visitors",
    "İstekler ve sözler",
    ("GET", "/wishes", "list_wishes", "İstekleri dinlendikleri sırayla listeler"),
    ("GET", "/wishes/{wish_id}", "get_wish", "İsteği gösterir"),
    ("POST", "/wishes/{wish_id}/promises", "give_promise", "Başkanın verdiği sözü yazar"),
    ("GET", "/promises", "list_promises", "Sözleri son günlerine göre listeler"),
    ("GET", "/promises/{promise_id}", "get_promise", "Sözü gösterir"),
    ("PUT", "/promises/{promise_id}/owner", "own_promise", "Sözün sorumlusu olan birimi belirler"),
    ("PUT", "/promises/{promise_id}/keeping", "keep_promise", "Sözün tutulduğunu yazar"),
    ("PUT", "/promises/{promise_id}/breaking", "break_promise", "Sözün tutulamadığını gerekçesiyle yazar"),
    ("PUT", "/promises/{promise_id}/release", "release_promise", "Vatandaşın sözden vazgeçtiğini yazar"),
)

VISITS = table(
    "visitors",
    "Ziyaretler",
    ("POST", "/visits", "plan_visit", "Ziyareti planlar"),
    ("GET", "/visits", "list_visits", "Ziyaretleri planlanan saatlerine göre listeler"),
    ("GET", "/visits/{visit_id}", "get_visit", "Ziyareti gösterir"),
    ("PUT", "/visits/{visit_id}/confirmation", "confirm_visit", "Ziyareti kesinleştirir"),
    ("PUT", "/visits/{visit_id}/arrival", "arrive_visit", "Ziyaretçinin girişini yazar, kart verir"),
    ("PUT", "/visits/{visit_id}/reception", "receive_visit", "Ziyaretçinin kabul edildiğini yazar"),
    ("PUT", "/visits/{visit_id}/departure", "depart_visit", "Ziyaretçinin çıkışını yazar, kartı geri alır"),
    ("PUT", "/visits/{visit_id}/cancellation", "cancel_visit", "Ziyareti gerekçesiyle iptal eder"),
    (
        "POST",
        "/visit-day-closings",
        "close_visits_day",
        "Günü kapatır: gelmeyenleri ve çıkışı yazılmayanları işaretler",
    ),
    ("GET", "/visitor-units", "list_units", "Ziyaret hizmetinin tanıdığı birimleri listeler"),
)

HOSTING = table(
    "visitors",
    "Ağırlama planı",
    ("POST", "/visits/{visit_id}/hosting-plan", "plan_hosting", "Ziyaretin ağırlama planını şablondan yapar"),
    ("POST", "/visits/{visit_id}/hosting-tasks", "add_hosting_task", "Ağırlama planına iş ekler"),
    ("GET", "/hosting-tasks", "list_hosting_tasks", "Ağırlama işlerini hazır olacakları zamana göre listeler"),
    ("GET", "/hosting-tasks/{hosting_task_id}", "get_hosting_task", "Ağırlama işini, giderinin durumuyla gösterir"),
    ("PUT", "/hosting-tasks/{hosting_task_id}/assignment", "assign_hosting_task", "İşin sorumlusunu belirler"),
    ("PUT", "/hosting-tasks/{hosting_task_id}/price", "price_hosting_task", "İşin bedelini yazar, giderini açar"),
    ("PUT", "/hosting-tasks/{hosting_task_id}/completion", "finish_hosting_task", "İşin yapıldığını yazar"),
    ("PUT", "/hosting-tasks/{hosting_task_id}/dropping", "drop_hosting_task", "İşten gerekçesiyle vazgeçer"),
)

ROUTES = (*PUBLIC_DAYS, *PLACES, *WISHES, *VISITS, *HOSTING)
