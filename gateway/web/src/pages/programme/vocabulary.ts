/** What the pages of the programme call things, and whose a calendar is. */
import { plain } from "../../format";
import { session } from "../../session.svelte";
import { minutes, plusDays } from "../../time";
import { town } from "../../town.svelte";
import { words } from "../../words";
import type { Calendar, Entry } from "./layout";

export const KINDS = ["appointment", "meeting", "ceremony", "visit", "call", "inspection", "travel", "blocked", "private"] as const;
export type Kind = (typeof KINDS)[number];

export const said = words(
  {
    kinds: { appointment: "Randevu", meeting: "Toplantı", ceremony: "Tören", visit: "Ziyaret", call: "Telefon görüşmesi", inspection: "Yerinde inceleme", travel: "Seyahat", blocked: "Kapalı saat", private: "Özel", busy: "Dolu" },
    posts: { mayor: "Başkan", deputy: "Başkan Yrd.", adviser: "Danışman", room: "Salon" },
    busy: "Dolu", travel: (length: string) => `Yol ${length}`, preparation: (length: string) => `Hazırlık ${length}`, both: (preparation: string, travel: string) => `Hazırlık ${preparation}, yol ${travel}`,
  },
  {
    kinds: { appointment: "Appointment", meeting: "Meeting", ceremony: "Ceremony", visit: "Visit", call: "Phone call", inspection: "Inspection", travel: "Journey", blocked: "Closed", private: "Private", busy: "Busy" },
    posts: { mayor: "Mayor", deputy: "Deputy mayor", adviser: "Adviser", room: "Room" },
    busy: "Busy", travel: (length: string) => `Travel ${length}`, preparation: (length: string) => `Preparation ${length}`, both: (preparation: string, travel: string) => `Preparation ${preparation}, travel ${travel}`,
  },
);

/** Who or what has this calendar, as a column is headed. */
export function nameOf(calendar: Calendar) {
  return plain(town.person(calendar.holder_id) || calendar.name);
}

/** `Hazırlık 10 dk, yol 20 dk` */
export function waysOf(travel: number, preparation: number) {
  if (travel && preparation) return said.both(minutes(preparation), minutes(travel));
  return travel ? said.travel(minutes(travel)) : said.preparation(minutes(preparation));
}

/** Whether this calendar's times are taken and moved by whoever works here. */
export function mayPlan(calendar: Calendar | undefined) {
  if (!calendar || !session.may("agenda", "entry.plan")) return false;
  return session.is("director", "secretary") || calendar.holder_id === session.me!.id;
}

export function isMine(calendar: Calendar | undefined) {
  return Boolean(calendar?.holder_id) && calendar!.holder_id === session.me!.id;
}

export function isAhead(entry: Entry) {
  return entry.status === "tentative" || entry.status === "confirmed" || entry.status === "moved";
}

/** What is made for another thing moves and ends with that one. */
export function mayMove(entry: Entry, calendar: Calendar | undefined) {
  return mayPlan(calendar) && isAhead(entry) && !entry.source;
}

/** The mayor first, then the others as Turks sort. */
export function inOrder(calendars: Calendar[]) {
  const rank = (one: Calendar) => ["mayor", "deputy", "adviser", "room"].indexOf(one.kind);
  return calendars.toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name, "tr"));
}

/** The number of the week that begins on this Monday (ISO 8601), with its year. */
export function weekOf(monday: string) {
  const year = plusDays(monday, 3).slice(0, 4); // its Thursday says whose it is
  const days = (Date.parse(plusDays(monday, 3)) - Date.parse(`${year}-01-01`)) / (24 * 60 * 60 * 1000);
  return { year, week: Math.floor(days / 7) + 1 };
}
