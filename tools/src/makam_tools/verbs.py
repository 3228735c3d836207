"""The verbs of `./makam`. Standard library only: `--help` answers before the environment exists."""

import sys

VERBS = {
    "up": "sistemi kurar ve başlatır (--empty, --port N, --var KLASÖR)",
    "status": "çalışan sistemin durumunu gösterir",
    "down": "çalışan sistemi durdurur",
    "demo": "bir halk gününü ve makamın bir gününü adım adım anlatır (--fresh: geçici bir sistemde)",
    "test": "gereken her şeyi getirir, bütün sınamaları çalıştırır ([bölüm…] [pytest seçenekleri…])",
    "proven": "son sınamada neyin kanıtlandığını tablo olarak gösterir",
    "bench": "başarımı ölçer ve hedeflerle karşılaştırır (--quick, --json DOSYA)",
    "contract": "servislerin sözleşmelerini yazar veya denetler (write, check)",
    "keys": "servislerin anahtarlarını gösterir, yeniler, düşürür (rotate, retire, rotate-fields)",
    "audit": "denetim zincirlerini doğrular (verify [servis…])",
    "web": "tarayıcı sayfalarını kaynaklarından derler veya denetler (build, check)",
    "packages": "paketleri denetler, malzeme listesini yazar (check, sbom)",
    "import": "birimleri ya da kişileri ve görevlerini CSV dosyasından alır (units DOSYA, people DOSYA)",
    "prepare": "canlı kurulumun anahtarlarını, ayarlarını ve RabbitMQ tanımlarını hazırlar (KLASÖR)",
    "backup": "bütün veritabanlarının tek andaki yedeğini alır (KLASÖR)",
    "restore": "durmuş sistemi bir yedeğe döndürür (KLASÖR)",
    "replay": "bir servisin son saatlerde bildirdiği olayları yeniden yollar (SERVİS --hours N)",
    "republish": "bir türün ya da servisin bütün kayıtlarını abonelere yeniden bildirir (TÜR | SERVİS)",
    "subscriber": "olayları dinleyen dış sistemler (add AD --types …, list, remove AD)",
    "parked": "işlenemeyip bekletilen olayları listeler, yeniden dener, düşürür",
}
WITH_TESTS = {"test", "bench", "contract", "packages", "web"}


def help_text():
    width = max(map(len, VERBS))
    lines = (f"  {verb:<{width}}  {meaning}" for verb, meaning in VERBS.items())
    return "\n".join(["Kullanım: ./makam EYLEM [seçenekler]", "", "Eylemler:", *lines])


def chosen(arguments):
    """The verb that was asked for; help and mistakes end here."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(help_text())
        sys.exit(0)
    if arguments[0] not in VERBS:
        sys.exit(f"Bilinmeyen eylem: {arguments[0]}\n\n{help_text()}")
    return arguments[0]
