"""The routes over the agenda service."""

from makam_gateway.routes.route import table

ABSENCES = table(
    "agenda",
    "İzinler",
    ("POST", "/absences", "plan_absence", "İzin, rapor, görev ya da kurs planlar"),
    ("GET", "/absences", "list_absences", "İzinleri başlangıçlarına göre listeler"),
    ("GET", "/absences/{absence_id}", "get_absence", "İzni gösterir; nedenini yalnızca bilmesi gerekene"),
    ("PUT", "/absences/{absence_id}/approval", "approve_absence", "İzni onaylar; kimse kendi iznini onaylayamaz"),
    ("PUT", "/absences/{absence_id}/early-end", "end_absence_early", "Kişinin erken döndüğünü yazar"),
    ("PUT", "/absences/{absence_id}/cancellation", "cancel_absence", "Başlamamış izni iptal eder"),
)

DEPUTISINGS = table(
    "agenda",
    "Vekâlet",
    ("POST", "/absences/{absence_id}/deputisings", "propose_deputising", "İzinli kişi için vekil önerir"),
    ("GET", "/deputisings", "list_deputisings", "Vekâletleri başlangıçlarına göre listeler"),
    ("GET", "/deputisings/{deputising_id}", "get_deputising", "Vekâleti gösterir"),
    ("PUT", "/deputisings/{deputising_id}/approval", "approve_deputising", "Vekâleti onaylar"),
    ("PUT", "/deputisings/{deputising_id}/end", "end_deputising", "Yürürlükteki vekâleti sona erdirir"),
    ("PUT", "/deputisings/{deputising_id}/cancellation", "cancel_deputising", "Başlamamış vekâleti iptal eder"),
    (
        "GET",
        "/people/{person_id}/deputy",
        "who_deputises",
        "Kişiye şimdi ya da verilen anda kimin vekâlet ettiğini söyler",
    ),
    ("GET", "/agenda-units", "list_units", "Ajanda hizmetinin tanıdığı birimleri listeler"),
)

ROUTES = (*ABSENCES, *DEPUTISINGS)
