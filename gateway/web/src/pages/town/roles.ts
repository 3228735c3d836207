/** What a post makes of whoever holds it, in words. */
import { language } from "../../words";

export type Role = "mayor" | "deputy" | "director" | "secretary" | "front_desk" | "protocol_officer" | "unit_director" | "unit_staff" | "driver" | "auditor" | "operator";

export const ROLES: Record<Role, string> = language === "tr"
  ? { mayor: "Başkan", deputy: "Başkan yardımcısı", director: "Özel kalem müdürü", secretary: "Sekreter", front_desk: "Beyaz Masa", protocol_officer: "Protokol", unit_director: "Birim müdürü", unit_staff: "Birim görevlisi", driver: "Şoför", auditor: "Denetçi", operator: "Sistem yöneticisi" }
  : { mayor: "Mayor", deputy: "Deputy mayor", director: "Director of the office", secretary: "Secretary", front_desk: "Front desk", protocol_officer: "Protocol", unit_director: "Director of a unit", unit_staff: "Staff of a unit", driver: "Driver", auditor: "Auditor", operator: "Operator" };

export function rolesOf(codes: string[]) {
  return codes.map((code) => ROLES[code as Role] ?? code).join(", ");
}
