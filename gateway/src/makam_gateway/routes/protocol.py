"""The routes over the protocol service."""

from makam_gateway.routes.route import table

CONTACTS = table(
    "protocol",
    "Protokol rehberi",
    ("POST", "/contacts", "add_contact", "Rehbere makamıyla birlikte bir kişi ekler"),
    ("GET", "/contacts", "list_contacts", "Rehberi makam sırasıyla listeler"),
    ("GET", "/contacts/{contact_id}", "get_contact", "Rehberdeki kişiyi gösterir"),
    ("PUT", "/contacts/{contact_id}", "change_contact", "Rehberdeki bilgiyi düzeltir"),
    ("PUT", "/contacts/{contact_id}/leaving", "end_contact", "Kişinin makamdan ayrıldığını yazar"),
    ("POST", "/contacts/{contact_id}/unmasking", "unmask_contact", "İletişim bilgisini gerekçesiyle açık gösterir"),
)

TEMPLATES = table(
    "protocol",
    "Tören şablonları",
    ("POST", "/ceremony-templates", "create_ceremony_template", "Tören şablonu ekler"),
    ("GET", "/ceremony-templates", "list_ceremony_templates", "Şablonları ya da bir şablonun sürümlerini listeler"),
    ("GET", "/ceremony-templates/{ceremony_template_id}", "get_ceremony_template", "Şablonun bir sürümünü gösterir"),
    (
        "PUT",
        "/ceremony-templates/{ceremony_template_id}/next-edition",
        "revise_ceremony_template",
        "Şablonun yeni sürümünü yayımlar",
    ),
)

CEREMONIES = table(
    "protocol",
    "Törenler",
    ("POST", "/ceremonies", "draft_ceremony", "Şablondan tören taslağı oluşturur, işlerini günlerine dağıtır"),
    ("GET", "/ceremonies", "list_ceremonies", "Törenleri başlangıçlarına göre listeler"),
    ("GET", "/ceremonies/{ceremony_id}", "get_ceremony", "Töreni işleriyle birlikte gösterir"),
    ("PUT", "/ceremonies/{ceremony_id}", "change_ceremony", "Törenin adını, yerini ya da katılanını değiştirir"),
    ("GET", "/ceremonies/{ceremony_id}/run-sheet", "get_run_sheet", "Program akışını dakika dakika gösterir"),
    ("PUT", "/ceremonies/{ceremony_id}/run-sheet", "arrange_ceremony", "Program akışını ve konuşmacıları belirler"),
    ("PUT", "/ceremonies/{ceremony_id}/planning", "plan_ceremony", "Törenin yapılacağına karar verir"),
    ("PUT", "/ceremonies/{ceremony_id}/rescheduling", "reschedule_ceremony", "Töreni işleriyle başka güne alır"),
    ("PUT", "/ceremonies/{ceremony_id}/announcement", "announce_ceremony", "Törenin duyurulduğunu yazar"),
    ("PUT", "/ceremonies/{ceremony_id}/readiness", "ready_ceremony", "Törenin hazır olduğunu yazar"),
    ("PUT", "/ceremonies/{ceremony_id}/holding", "hold_ceremony", "Törenin yapıldığını yazar"),
    ("PUT", "/ceremonies/{ceremony_id}/report", "report_ceremony", "Törenin nasıl geçtiğini yazar"),
    ("PUT", "/ceremonies/{ceremony_id}/postponement", "postpone_ceremony", "Töreni erteler; işleri bekletir"),
    ("PUT", "/ceremonies/{ceremony_id}/cancellation", "cancel_ceremony", "Töreni iptal eder"),
)

TASKS = table(
    "protocol",
    "Tören işleri",
    ("GET", "/ceremony-tasks", "list_ceremony_tasks", "Tören işlerini son günlerine göre listeler"),
    ("GET", "/ceremony-tasks/{ceremony_task_id}", "get_ceremony_task", "Tören işini gösterir"),
    ("PUT", "/ceremony-tasks/{ceremony_task_id}/unit", "assign_ceremony_task", "İşi bir birime verir"),
    ("PUT", "/ceremony-tasks/{ceremony_task_id}/completion", "finish_ceremony_task", "İşin bittiğini kanıtıyla yazar"),
    ("PUT", "/ceremony-tasks/{ceremony_task_id}/dropping", "drop_ceremony_task", "İşin gerekmediğini yazar"),
)

INVITATIONS = table(
    "protocol",
    "Gelen davetler",
    ("POST", "/invitations", "register_invitation", "Gelen daveti yazar"),
    ("GET", "/invitations", "list_invitations", "Davetleri başlangıçlarına göre listeler"),
    ("GET", "/invitations/{invitation_id}", "get_invitation", "Daveti gösterir"),
    ("PUT", "/invitations/{invitation_id}", "change_invitation", "Davetin zamanını ya da yerini değiştirir"),
    ("PUT", "/invitations/{invitation_id}/acceptance", "accept_invitation", "Başkanın katılacağını bildirir"),
    ("PUT", "/invitations/{invitation_id}/deputy", "deputise_invitation", "Başkanın yerine katılacak kişiyi belirler"),
    (
        "PUT",
        "/invitations/{invitation_id}/declining",
        "decline_invitation",
        "Katılınamayacağını nezaketle bildirir; istenirse çelenk, çiçek ya da mesaj önerir",
    ),
    ("PUT", "/invitations/{invitation_id}/withdrawal", "withdraw_invitation", "Davetin geri çekildiğini yazar"),
)

COURTESIES = table(
    "protocol",
    "Çelenk, çiçek, hediye, mesaj",
    ("POST", "/courtesies", "propose_courtesy", "Gönderilecek çelengi, çiçeği, hediyeyi ya da mesajı önerir"),
    ("GET", "/courtesies", "list_courtesies", "Gönderileri teslim zamanına göre listeler"),
    ("GET", "/courtesies/{courtesy_id}", "get_courtesy", "Gönderiyi gösterir"),
    ("PUT", "/courtesies/{courtesy_id}/approval", "approve_courtesy", "Gönderiyi onaylar"),
    ("PUT", "/courtesies/{courtesy_id}/order", "order_courtesy", "Gönderiyi, gideri onaylanınca sipariş eder"),
    ("PUT", "/courtesies/{courtesy_id}/delivery", "deliver_courtesy", "Teslim edildiğini kanıtıyla yazar"),
    ("PUT", "/courtesies/{courtesy_id}/cancellation", "cancel_courtesy", "Gönderiden vazgeçer"),
    ("POST", "/courtesy-rules", "set_courtesy_rule", "Her gün ya da yılın bir günü için gönderi kuralı koyar"),
    ("GET", "/courtesy-rules", "list_courtesy_rules", "Gönderi kurallarını listeler"),
    ("GET", "/protocol-units", "list_units", "Protokol hizmetinin tanıdığı birimleri listeler"),
)

BUDGET = table(
    "protocol",
    "Ödenekler",
    ("POST", "/budget-lines", "open_budget_line", "Ödenek tertibi açar"),
    ("GET", "/budget-lines", "list_budget_lines", "Ödenekleri yıl ve tertibe göre listeler"),
    ("GET", "/budget-lines/{budget_line_id}", "get_budget_line", "Ödeneği, değişiklikleriyle gösterir"),
    ("PUT", "/budget-lines/{budget_line_id}/appropriation", "change_appropriation", "Ödeneği artırır ya da düşürür"),
    ("GET", "/budget-report", "get_budget_report", "Yılın ödeneklerini, tertibe ve etkinliğe göre gösterir"),
)

EXPENSES = table(
    "protocol",
    "Giderler",
    ("POST", "/expenses", "request_expense", "Gider talep eder"),
    ("GET", "/expenses", "list_expenses", "Giderleri gerekli oldukları güne göre listeler"),
    ("GET", "/expenses/{expense_id}", "get_expense", "Gideri, talimatı ve belgeleriyle gösterir"),
    ("PUT", "/expenses/{expense_id}/approval", "approve_expense", "Gideri onaylar, harcama talimatı verir"),
    ("PUT", "/expenses/{expense_id}/refusal", "refuse_expense", "Gideri gerekçesiyle reddeder"),
    ("PUT", "/expenses/{expense_id}/instruction", "revise_expense", "Harcama talimatını gerekçesiyle yeniler"),
    ("PUT", "/expenses/{expense_id}/order", "order_expense", "Siparişi yazar"),
    ("PUT", "/expenses/{expense_id}/acceptance", "accept_expense", "Muayene ve kabulü yazar"),
    ("PUT", "/expenses/{expense_id}/invoice", "invoice_expense", "Faturayı girer"),
    ("PUT", "/expenses/{expense_id}/paper", "file_expense_paper", "Olur, talimat ya da katılımcı listesini ekler"),
    ("PUT", "/expenses/{expense_id}/accrual", "accrue_expense", "Gideri tahakkuk ettirir"),
    ("PUT", "/expenses/{expense_id}/payment", "pay_expense", "Ödemeyi yazar"),
    ("PUT", "/expenses/{expense_id}/refund", "refund_expense", "Geri alınan tutarı yazar"),
    ("PUT", "/expenses/{expense_id}/cancellation", "cancel_expense", "Giderden gerekçesiyle vazgeçer"),
)

ROUTES = (*CONTACTS, *TEMPLATES, *CEREMONIES, *TASKS, *INVITATIONS, *COURTESIES, *BUDGET, *EXPENSES)
