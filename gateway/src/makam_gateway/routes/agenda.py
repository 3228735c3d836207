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

CALENDARS = table(
    "agenda",
    "Ajandalar",
    ("POST", "/calendars", "create_calendar", "Makam sahibine ya da bir odaya ajanda açar"),
    ("GET", "/calendars", "list_calendars", "Ajandaları adlarına göre listeler"),
    ("GET", "/calendars/{calendar_id}", "get_calendar", "Ajandayı kurallarıyla gösterir"),
    ("PUT", "/calendars/{calendar_id}/rules", "change_calendar", "Ajandanın sahibini ve kurallarını yeniden belirler"),
    ("GET", "/calendars/{calendar_id}/free-slots", "find_free_slots", "Ajandadaki boş zamanları bulur"),
    ("GET", "/calendars/{calendar_id}/sheet", "get_day_sheet", "Günün programını yolları ve hazırlıklarıyla gösterir"),
)

ENTRIES = table(
    "agenda",
    "Program",
    ("POST", "/calendars/{calendar_id}/entries", "plan_entry", "Ajandaya program kalemi ekler; çakışma kabul edilmez"),
    ("GET", "/entries", "list_entries", "Program kalemlerini listeler ve arar; gizli olan yalnızca Dolu görünür"),
    ("GET", "/entries/{entry_id}", "get_entry", "Program kalemini geçmişiyle gösterir"),
    ("PUT", "/entries/{entry_id}/confirmation", "confirm_entry", "Geçici kalemi kesinleştirir"),
    ("PUT", "/entries/{entry_id}/time", "move_entry", "Kalemi başka bir zamana taşır"),
    ("PUT", "/entries/{entry_id}/content", "change_entry", "Kalemin konusunu, yerini ve katılanlarını değiştirir"),
    ("PUT", "/entries/{entry_id}/cancellation", "cancel_entry", "Kalemi iptal eder"),
    ("PUT", "/entries/{entry_id}/release", "release_entry", "Geçici tutulan zamanı geri verir"),
    ("PUT", "/entries/{entry_id}/holding", "record_entry_held", "Programın gerçekleştiğini yazar"),
    ("PUT", "/entries/{entry_id}/settlement", "settle_entry", "Çakışan kalemi gerekçesiyle yerinde bırakır"),
)

APPOINTMENTS = table(
    "agenda",
    "Randevular",
    ("POST", "/appointments", "receive_appointment", "Randevu talebini kaydeder"),
    ("GET", "/appointments", "list_appointments", "Randevu taleplerini geliş sırasına göre listeler"),
    (
        "GET",
        "/appointments/{appointment_id}",
        "get_appointment",
        "Talebi; aynı saati bekleyenler, boş saatler ve kişinin önceki talepleriyle gösterir",
    ),
    ("PUT", "/appointments/{appointment_id}/weighing", "weigh_appointment", "Talebi değerlendirmeye alır"),
    ("PUT", "/appointments/{appointment_id}/waiting", "waitlist_appointment", "Talebi bekleme listesine alır"),
    ("PUT", "/appointments/{appointment_id}/proposals", "propose_times", "Saat önerir ve süresine kadar tutar"),
    ("PUT", "/appointments/{appointment_id}/acceptance", "accept_time", "Önerilen saatin kabul edildiğini yazar"),
    ("PUT", "/appointments/{appointment_id}/refusal", "refuse_times", "Önerilen saatlerin istenmediğini yazar"),
    ("PUT", "/appointments/{appointment_id}/schedule", "schedule_appointment", "Randevu verir"),
    ("PUT", "/appointments/{appointment_id}/rescheduling", "reschedule_appointment", "Randevuyu başka saate alır"),
    ("PUT", "/appointments/{appointment_id}/cancellation", "cancel_appointment", "Verilen randevuyu geri alır"),
    ("PUT", "/appointments/{appointment_id}/referral", "refer_appointment", "Talebi yardımcıya ya da birime iletir"),
    ("PUT", "/appointments/{appointment_id}/declining", "decline_appointment", "Talebi nezaketle geri çevirir"),
    ("PUT", "/appointments/{appointment_id}/withdrawal", "withdraw_appointment", "Talebin geri alındığını yazar"),
    ("PUT", "/appointments/{appointment_id}/holding", "hold_appointment", "Görüşmenin yapıldığını yazar"),
    ("PUT", "/appointments/{appointment_id}/no-show", "miss_appointment", "Kişinin gelmediğini yazar"),
    (
        "POST",
        "/appointments/{appointment_id}/unmasking",
        "unmask_appointment",
        "İletişim bilgisini gerekçesiyle açık gösterir",
    ),
)

CALLS = table(
    "agenda",
    "Telefonlar",
    ("POST", "/phone-calls", "log_call", "Gelen telefonu kaydeder"),
    ("GET", "/phone-calls", "list_calls", "Telefonları listeler, en sonuncusu önce"),
    ("GET", "/phone-calls/to-make", "list_calls_to_make", "Aranacakları protokol sırasıyla listeler"),
    ("GET", "/phone-calls/{call_id}", "get_call", "Telefonu geri arama denemeleriyle gösterir"),
    ("PUT", "/phone-calls/{call_id}/call-back", "promise_call_back", "Geri arama saatini belirler"),
    ("PUT", "/phone-calls/{call_id}/tries", "try_call", "Ulaşılamayan geri aramayı yazar"),
    ("PUT", "/phone-calls/{call_id}/result", "close_call", "Telefonu sonucuyla kapatır"),
    ("PUT", "/phone-calls/{call_id}/appointment", "turn_call_to_appointment", "Telefondan randevu talebi açar"),
    ("PUT", "/phone-calls/{call_id}/request", "turn_call_to_request", "Telefondan vatandaş başvurusu açar"),
    ("POST", "/phone-calls/{call_id}/unmasking", "unmask_call", "İletişim bilgisini gerekçesiyle açık gösterir"),
)

ROUTES = (*ABSENCES, *DEPUTISINGS, *CALENDARS, *ENTRIES, *APPOINTMENTS, *CALLS)
