/** What a key may be good for, in words; the server tells which there are. */
import { language } from "../../words";

export const SCOPES: Record<string, string> = language === "tr"
  ? { "unit.read": "Birimler", "directory.read": "Rehber: kim, hangi görevde", "request.read": "Vatandaş talepleri", "category.read": "Talep konuları", "rule.read": "Süre ve yönlendirme kuralları", "public_day.read": "Halk günleri", "visit.read": "Ziyaretler", "deputising.ask": "Kim kime vekâlet ediyor" }
  : { "unit.read": "Units", "directory.read": "Directory: who is in which post", "request.read": "Citizens' requests", "category.read": "Topics of requests", "rule.read": "Rules of due dates and routing", "public_day.read": "Public days", "visit.read": "Visits", "deputising.ask": "Who deputises for whom" };
