/** What the parts of the pages about visits and hosting share. */
import { api, seen, told, type Schema } from "../../api/client";
import { plain } from "../../format";
import { town } from "../../town.svelte";
import { words } from "../../words";

export type Visit = Schema<"visitors.VisitView">;
export type Task = Schema<"visitors.HostingTaskView">;
export type Role = Visit["members"][number]["role"];
export type Kind = Task["kind"];
export type Act = "confirm" | "arrive" | "receive" | "depart";

export const ROLES: Role[] = ["head", "member", "interpreter", "companion"];
export const KINDS: Kind[] = ["welcome", "room", "treat", "interpreter", "gift", "photograph", "guest_book", "transfer", "accommodation"];
export const TEMPLATES = ["guest", "delegation", "foreign_delegation"] as const;

export const roleNames = words(
  { head: "Konuk, heyet başkanı", member: "Heyet üyesi", interpreter: "Tercüman", companion: "Refakatçi" },
  { head: "Guest, head", member: "Member", interpreter: "Interpreter", companion: "Companion" },
);
export const kindNames = words(
  { welcome: "Karşılama", room: "Salon", treat: "İkram", interpreter: "Tercüman", gift: "Hediye", photograph: "Fotoğraf", guest_book: "Anı defteri", transfer: "Ulaşım", accommodation: "Konaklama" },
  { welcome: "Welcome", room: "Room", treat: "Treat", interpreter: "Interpreter", gift: "Gift", photograph: "Photograph", guest_book: "Guest book", transfer: "Transfer", accommodation: "Accommodation" },
);
export const templateNames = words(
  { guest: "Konuk", delegation: "Heyet", foreign_delegation: "Yabancı heyet" },
  { guest: "Guest", delegation: "Delegation", foreign_delegation: "Delegation from abroad" },
);
const say = words(
  { persons: (n: number) => `${n} kişi`, confirmed: "Ziyaret kesinleşti.", arrived: "Geldiği yazıldı.", received: "Kabul edildiği yazıldı.", departed: "Çıkışı yazıldı." },
  { persons: (n: number) => `${n} people`, confirmed: "The visit is certain.", arrived: "It is on record that they came.", received: "It is on record that they are received.", departed: "It is on record that they left." },
);
export const saidOf: Record<Act, string> = { confirm: say.confirmed, arrive: say.arrived, receive: say.received, depart: say.departed };

export const isExpected = (visit: Visit) => visit.status === "planned" || visit.status === "confirmed";
export const isInside = (visit: Visit) => visit.status === "arrived" || visit.status === "received";

/** Do what happens to a visit at the door; `card` is the visitor's card that is handed out. */
export function act(of: Visit, what: Act, card: number | null = null): Promise<Visit> {
  const params = { path: { visit_id: of.id }, header: seen(of) };
  if (what === "confirm") return told(api.PUT("/api/v1/visits/{visit_id}/confirmation", { params }));
  if (what === "arrive") return told(api.PUT("/api/v1/visits/{visit_id}/arrival", { params, body: { card_number: card } }));
  if (what === "receive") return told(api.PUT("/api/v1/visits/{visit_id}/reception", { params }));
  return told(api.PUT("/api/v1/visits/{visit_id}/departure", { params }));
}

/** The guest, or the head of the delegation: `Kaymakam Serdar ÜNLÜ`. */
export function headOf(visit: Visit) {
  const head = visit.members.find((member) => member.role === "head");
  return plain([head?.title, head?.name].filter(Boolean).join(" "));
}

/** `Akçınar Kaymakamlığı · 2 kişi` */
export function companyOf(visit: Visit) {
  return [visit.institution && plain(visit.institution), visit.members.length > 1 && say.persons(visit.members.length)].filter(Boolean).join(" · ");
}

/** Who receives them: `Gülşen ÇETİN, Başkan Yardımcılığı (Sosyal ve İdari)`. */
export function hostOf(visit: Visit) {
  return [visit.host_name, town.unit(visit.host_unit_id)].filter(Boolean).map(plain).join(", ");
}

/** Who has a hosting task to do. */
export function ownerOf(task: Task) {
  return [town.person(task.owner_id) || task.owner_name, town.unit(task.owner_unit_id)].filter((one) => one).map((one) => plain(one!)).join(", ");
}
