"""The routes over the documents service."""

from makam_gateway.routes.route import table

PAPERS = table(
    "documents",
    "Evrak",
    ("POST", "/papers", "draft_paper", "Birimin yazısını taslak olarak kaydeder"),
    ("GET", "/papers", "list_papers", "Evrakı yeniden eskiye listeler, kelimeleriyle arar"),
    ("GET", "/papers/{paper_id}", "get_paper", "Evrakı, görülebilen sürümleriyle gösterir"),
    ("PUT", "/papers/{paper_id}", "revise_paper", "Taslağı değiştirir"),
    ("PUT", "/papers/{paper_id}/circulation", "circulate_paper", "Taslağı paraf ve imza sürecine gönderir"),
    ("PUT", "/papers/{paper_id}/initials", "initial_paper", "Evrakı parafe eder"),
    ("PUT", "/papers/{paper_id}/signature", "sign_paper", "Evrakı imzalar; sayısı aynı anda verilir"),
    ("PUT", "/papers/{paper_id}/recall", "recall_paper", "Süreçteki evrakı, değiştirmek üzere geri çeker"),
    ("PUT", "/papers/{paper_id}/return", "return_paper", "Evrakı notla iade eder; önceki paraflar geçersiz olur"),
    ("PUT", "/papers/{paper_id}/refusal", "refuse_paper", "Evrakın imzalanmayacağını gerekçesiyle yazar"),
    ("PUT", "/papers/{paper_id}/distribution", "distribute_paper", "Evrakı dağıtım yerlerine gönderir"),
    ("PUT", "/papers/{paper_id}/filing", "file_paper", "Evrakı dosyasına kaldırır"),
    ("POST", "/incoming-papers", "register_paper", "Gelen evrakı kaydeder, kayıt sayısı verir"),
    ("POST", "/incoming-papers/import", "import_papers", "Gelen evrakı CSV dosyasından kaydeder"),
    ("PUT", "/papers/{paper_id}/forwarding", "forward_paper", "Gelen evrakı ilgili birimlere havale eder"),
    ("PUT", "/papers/{paper_id}/closing", "close_paper", "Gelen evrakın işlemini kapatır"),
    ("GET", "/file-codes", "list_file_codes", "Standart dosya planının kodlarını listeler"),
    ("GET", "/document-units", "list_units", "Evrak hizmetinin tanıdığı birimleri listeler"),
)

DISTRIBUTIONS = table(
    "documents",
    "Evrak dağıtımı",
    ("GET", "/distributions", "list_distributions", "Gönderilen evrakı birimlere göre, yeniden eskiye listeler"),
    ("GET", "/distributions/{distribution_id}", "get_distribution", "Dağıtım kaydını gösterir"),
    ("PUT", "/distributions/{distribution_id}/receipt", "receive_distribution", "Evrakın teslim alındığını yazar"),
    ("PUT", "/distributions/{distribution_id}/reading", "read_distribution", "Evrakın okunduğunu yazar"),
    ("PUT", "/distributions/{distribution_id}/completion", "finish_distribution", "Gereğinin yapıldığını yazar"),
)

INSTRUCTIONS = table(
    "documents",
    "Talimatlar",
    ("POST", "/instructions", "give_instruction", "Bir ya da birkaç birime yazılı ya da sözlü talimat verir"),
    ("GET", "/instructions", "list_instructions", "Talimatları son günlerine göre listeler"),
    ("GET", "/instructions/{instruction_id}", "get_instruction", "Talimatı, yapılan her işlemiyle gösterir"),
    ("PUT", "/instructions/{instruction_id}/delivery", "deliver_instruction", "Talimatın birime ulaştığını yazar"),
    ("PUT", "/instructions/{instruction_id}/receipt", "acknowledge_instruction", "Birimin talimatı aldığını bildirir"),
    ("PUT", "/instructions/{instruction_id}/report", "report_instruction", "Birimin ara raporunu yazar"),
    ("PUT", "/instructions/{instruction_id}/completion", "finish_instruction", "Yapıldığını kanıtıyla bildirir"),
    ("PUT", "/instructions/{instruction_id}/acceptance", "accept_instruction", "Yapılanı kabul eder, talimatı kapatır"),
    ("PUT", "/instructions/{instruction_id}/return", "return_instruction", "Yapılanı gerekçesiyle birime geri çevirir"),
    ("PUT", "/instructions/{instruction_id}/withdrawal", "withdraw_instruction", "Talimatı gerekçesiyle geri alır"),
    ("PUT", "/instructions/{instruction_id}/extension-request", "ask_extension", "Gerekçesiyle ek süre ister"),
    ("PUT", "/instructions/{instruction_id}/extension", "approve_extension", "Ek süreyi onaylar; ilk son gün silinmez"),
    ("PUT", "/instructions/{instruction_id}/extension-refusal", "refuse_extension", "Ek süreyi uygun görmez"),
    ("GET", "/instruction-orders/{order_id}", "get_order", "Birlikte verilen talimatları, kaçının bittiğiyle gösterir"),
    ("GET", "/weekly-instructions", "list_weekly_orders", "Başkanın haftalık talimat listesi"),
)

URGENT_ITEMS = table(
    "documents",
    "İvedi bilgiler",
    ("POST", "/urgent-items", "register_urgent_item", "Gelen ivedi bilgiyi yazar"),
    ("GET", "/urgent-items", "list_urgent_items", "İvedi bilgileri önem ve geliş sırasıyla, dakikalarıyla listeler"),
    ("GET", "/urgent-items/{urgent_item_id}", "get_urgent_item", "İvedi bilgiyi gösterir"),
    ("PUT", "/urgent-items/{urgent_item_id}/filtering", "filter_urgent_item", "Sunulacak bilginin önemini belirler"),
    ("PUT", "/urgent-items/{urgent_item_id}/laying", "lay_urgent_item", "İvedi bilgiyi Başkana sunar"),
    ("PUT", "/urgent-items/{urgent_item_id}/sight", "see_urgent_item", "Başkanın gördüğünü yazar"),
    ("PUT", "/urgent-items/{urgent_item_id}/dismissal", "dismiss_urgent_item", "Gerekçesiyle sunulmayacağını yazar"),
)

ROUTES = (*INSTRUCTIONS, *URGENT_ITEMS, *PAPERS, *DISTRIBUTIONS)
