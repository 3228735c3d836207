/** The words of the office for nouns and for where a thing stands. */
import { language } from "./words";

export type Kind = "open" | "go" | "hold" | "soon" | "late" | "done" | "closed" | "private";

interface Noun {
  name: string;
  path?: (id: string) => string;
  states: Record<string, [kind: Kind, tr: string, en: string]>;
}

const tr = language === "tr";

export const NOUNS: Record<string, Noun> = {
  entry: { name: tr ? "Program" : "Programme", path: (id) => `/program?kalem=${id}`, states: {
    tentative: ["hold", "Geçici", "Tentative"], confirmed: ["open", "Kesin", "Confirmed"], moved: ["open", "Taşındı", "Moved"],
    held: ["done", "Yapıldı", "Held"], cancelled: ["closed", "İptal", "Cancelled"] } },
  appointment: { name: tr ? "Randevu" : "Appointment", path: (id) => `/randevular/${id}`, states: {
    received: ["open", "Yeni", "New"], weighed: ["go", "Değerlendiriliyor", "Being weighed"], waiting: ["hold", "Bekleme listesinde", "On the waiting list"],
    proposed: ["hold", "Saat önerildi", "Times proposed"], scheduled: ["done", "Programda", "Scheduled"], held: ["done", "Görüşüldü", "Held"],
    no_show: ["closed", "Gelmedi", "Did not come"], declined: ["closed", "Geri çevrildi", "Declined"], referred: ["closed", "Yönlendirildi", "Referred"],
    withdrawn: ["closed", "Geri alındı", "Withdrawn"], expired: ["soon", "Süresi doldu, saatler boşaldı", "Expired, the times are free"] } },
  call: { name: tr ? "Telefon" : "Call", path: (id) => `/telefonlar?telefon=${id}`, states: {
    logged: ["open", "Yazıldı", "Logged"], to_call_back: ["soon", "Aranacak", "To call back"], connected: ["done", "Bağlandı", "Connected"],
    message_given: ["done", "Not iletildi", "Message given"], unreachable: ["closed", "Ulaşılamadı", "Not reached"], not_needed: ["closed", "Gerek kalmadı", "Not needed"] } },
  absence: { name: tr ? "İzin" : "Absence", path: (id) => `/vekalet/${id}`, states: {
    planned: ["soon", "Onay bekliyor", "Awaits approval"], approved: ["open", "Onaylandı", "Approved"], begun: ["go", "Sürüyor", "Away"],
    ended: ["done", "Bitti", "Over"], ended_early: ["done", "Erken döndü", "Back early"], cancelled: ["closed", "İptal", "Cancelled"] } },
  deputising: { name: tr ? "Vekâlet" : "Deputising", states: {
    proposed: ["soon", "Önerildi", "Proposed"], approved: ["open", "Onaylandı", "Approved"], in_force: ["go", "Yürürlükte", "In force"],
    ended: ["done", "Sona erdi", "Over"], cancelled: ["closed", "Geri alındı", "Taken back"] } },
  request: { name: tr ? "Talep" : "Request", path: (id) => `/talepler/${id}`, states: {
    registered: ["open", "Kayıtlı", "Registered"], routed: ["open", "Birime gönderildi", "Sent to the unit"], accepted: ["go", "Birim aldı", "Accepted"],
    in_progress: ["go", "İşlemde", "In progress"], solved: ["soon", "Teyit bekliyor", "Awaits confirmation"], objected: ["late", "İtiraz edildi", "Objected"],
    reopened: ["go", "Yeniden açıldı", "Reopened"], confirmed: ["done", "Teyitli", "Confirmed"], unconfirmed: ["closed", "Teyitsiz kapandı", "Closed in silence"],
    closed_with_reason: ["closed", "Gerekçeyle kapandı", "Closed with a reason"], withdrawn: ["closed", "Geri çekildi", "Withdrawn"], void: ["closed", "Geçersiz", "Void"] } },
  promise: { name: tr ? "Başkanın sözü" : "The mayor's promise", states: {
    given: ["soon", "Söz verildi", "Given"], owned: ["go", "Birimde", "With the unit"], kept: ["done", "Tutuldu", "Kept"],
    broken: ["late", "Tutulamadı", "Broken"], released: ["closed", "Vazgeçildi", "Released"] } },
  visit: { name: tr ? "Ziyaret" : "Visit", path: (id) => `/ziyaretler/${id}`, states: {
    planned: ["hold", "Planlandı", "Planned"], confirmed: ["open", "Kesin", "Confirmed"], arrived: ["go", "Geldi", "Arrived"], received: ["go", "Kabulde", "Received"],
    departed: ["done", "Ayrıldı", "Departed"], cancelled: ["closed", "İptal", "Cancelled"], no_show: ["closed", "Gelmedi", "Did not come"], day_closed: ["closed", "Gün kapandı", "Day closed"] } },
  hosting_task: { name: tr ? "Ağırlama işi" : "Hosting task", path: (id) => `/agirlama/${id}`, states: {
    open: ["open", "Açık", "Open"], done: ["done", "Yapıldı", "Done"], dropped: ["closed", "Vazgeçildi", "Dropped"] } },
  ceremony: { name: tr ? "Tören" : "Ceremony", path: (id) => `/torenler/${id}`, states: {
    draft: ["hold", "Taslak", "Draft"], planned: ["open", "Planlandı", "Planned"], announced: ["go", "Duyuruldu", "Announced"], ready: ["done", "Hazır", "Ready"],
    held: ["done", "Yapıldı", "Held"], reported: ["done", "Raporlandı", "Reported"], postponed: ["soon", "Ertelendi", "Postponed"], cancelled: ["closed", "İptal", "Cancelled"] } },
  ceremony_task: { name: tr ? "Tören işi" : "Ceremony task", states: {
    open: ["open", "Açık", "Open"], late: ["late", "Gecikti", "Late"], done: ["done", "Yapıldı", "Done"], on_hold: ["hold", "Beklemede", "On hold"], dropped: ["closed", "Vazgeçildi", "Dropped"] } },
  invitation: { name: tr ? "Davet" : "Invitation", path: (id) => `/davetler/${id}`, states: {
    received: ["open", "Cevap bekliyor", "Awaits an answer"], attends: ["done", "Katılacak", "Attends"], deputised: ["go", "Vekili katılacak", "A deputy attends"],
    declined: ["closed", "Katılamayacak", "Declined"], withdrawn: ["closed", "Geri alındı", "Withdrawn"] } },
  courtesy: { name: tr ? "Nezaket" : "Courtesy", path: (id) => `/nezaket/${id}`, states: {
    proposed: ["open", "Önerildi", "Proposed"], approved: ["go", "Onaylandı", "Approved"], ordered: ["go", "Sipariş verildi", "Ordered"],
    delivered: ["done", "Teslim edildi", "Delivered"], paid: ["done", "Ödendi", "Paid"], cancelled: ["closed", "İptal", "Cancelled"] } },
  expense: { name: tr ? "Gider" : "Expense", path: (id) => `/giderler/${id}`, states: {
    requested: ["soon", "Onay bekliyor", "Awaits approval"], approved: ["go", "Onaylandı", "Approved"], ordered: ["go", "Sipariş verildi", "Ordered"],
    accepted: ["go", "Teslim alındı", "Accepted"], accrued: ["go", "Tahakkuk etti", "Accrued"], paid: ["done", "Ödendi", "Paid"],
    refused: ["closed", "Uygun görülmedi", "Refused"], cancelled: ["closed", "İptal", "Cancelled"], refunded: ["closed", "İade edildi", "Refunded"] } },
  paper: { name: tr ? "Evrak" : "Paper", path: (id) => `/evrak/${id}`, states: {
    drafted: ["hold", "Taslak", "Draft"], in_review: ["go", "Parafta", "In review"], submitted: ["soon", "İmzada", "To be signed"], approved: ["done", "İmzalandı", "Signed"],
    numbered: ["done", "Numara aldı", "Numbered"], distributed: ["done", "Dağıtıldı", "Distributed"], filed: ["done", "Dosyada", "Filed"], refused: ["closed", "Uygun görülmedi", "Refused"],
    registered: ["open", "Kayıtlı", "Registered"], forwarded: ["go", "Havale edildi", "Forwarded"], closed: ["done", "Kapandı", "Closed"] } },
  distribution: { name: tr ? "Dağıtım" : "Distribution", states: {
    planned: ["hold", "Gönderilecek", "To be sent"], sent: ["go", "Gönderildi", "Sent"], received: ["go", "Alındı", "Received"], read: ["go", "Okundu", "Read"], done: ["done", "Gereği yapıldı", "Done"] } },
  instruction: { name: tr ? "Talimat" : "Instruction", path: (id) => `/talimatlar/${id}`, states: {
    given: ["open", "Verildi", "Given"], delivered: ["open", "Ulaştı", "Delivered"], acknowledged: ["go", "Birim aldı", "Acknowledged"], in_progress: ["go", "Yapılıyor", "In progress"],
    done: ["soon", "Yapıldı, kabul bekliyor", "Done, awaits acceptance"], returned: ["late", "Geri çevrildi", "Returned"], accepted: ["done", "Kabul edildi", "Accepted"], withdrawn: ["closed", "Geri alındı", "Withdrawn"] } },
  urgent_item: { name: tr ? "İvedi bilgi" : "Urgent item", states: {
    arrived: ["soon", "Geldi", "Arrived"], filtered: ["soon", "Sunulacak", "To be laid"], before_the_mayor: ["late", "Başkanın önünde", "Before the mayor"], seen: ["done", "Görüldü", "Seen"], dismissed: ["closed", "Sunulmadı", "Dismissed"] } },
  place: { name: tr ? "Halk günü" : "Public day", states: {
    registered: ["open", "Yazıldı", "Registered"], waiting: ["open", "Bekliyor", "Waiting"], called: ["go", "Çağrıldı", "Called"], with_mayor: ["go", "Görüşmede", "With the mayor"],
    done: ["done", "Görüşüldü", "Done"], skipped: ["closed", "Çağrıya gelmedi", "Skipped"], left: ["closed", "Ayrıldı", "Left"] } },
  public_day: { name: tr ? "Halk günü" : "Public day", path: (id) => `/halk-gunu/${id}`, states: {
    announced: ["hold", "Duyuruldu", "Announced"], open: ["open", "Kayıt açık", "Registration open"], running: ["go", "Sürüyor", "Running"], paused: ["soon", "Ara verildi", "Paused"],
    closed: ["done", "Kapandı", "Closed"], reported: ["done", "Rapor sunuldu", "Reported"] } },
  wish: { name: tr ? "İstek" : "Wish", states: {} },
};

/** What a noun is called. */
export function nounName(noun: string) {
  return NOUNS[noun]?.name ?? noun;
}

/** Where a thing has its page, if it has one. */
export function pathOf(noun: string, id: string) {
  return NOUNS[noun]?.path?.(id) ?? null;
}

/** Where a thing stands, as a badge says it. */
export function stateOf(noun: string, status: string): { kind: Kind; word: string } {
  const [kind, turkish, english] = NOUNS[noun]?.states[status] ?? ["open", status, status];
  return { kind, word: tr ? turkish : english };
}

export const GRADES: Record<string, string> = tr
  ? { none: "Tasnif dışı", official_use: "Hizmete özel", secret: "Gizli", top_secret: "Çok gizli" }
  : { none: "Unclassified", official_use: "Official use", secret: "Secret", top_secret: "Top secret" };

export const URGENCIES: Record<string, string> = tr
  ? { normal: "Normal", urgent: "İvedi", dated: "Günlü" }
  : { normal: "Normal", urgent: "Urgent", dated: "Dated" };
