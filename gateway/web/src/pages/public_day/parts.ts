/** What the pages of a public day share. */
import type { Schema } from "../../api/client";
import { words } from "../../words";

export type PublicDay = Schema<"visitors.PublicDayView">;
export type Place = Schema<"visitors.PlaceView">;
export type Line = Schema<"visitors.QueueLine">;
export type Wish = Schema<"visitors.WishView">;
export type Promised = Schema<"visitors.PromiseView">;
export type Category = Schema<"requests.CategoryView">;
export type End = Wish["end"];
export type PriorityClass = Place["priority_class"];

/** What was just put on record, to be told to the citizen. */
export interface Kept {
  label: string;
  wish: Wish;
  promise: Promised | null;
}

export const CLASSES = words(
  { veteran: "Şehit yakını, gazi", disabled: "Engelli", pregnant: "Hamile", elder: "65 yaş üstü", appointed: "Randevulu", general: "Genel" },
  { veteran: "Martyr’s relative, veteran", disabled: "Disabled", pregnant: "Pregnant", elder: "Over 65", appointed: "Appointment", general: "General" },
);

/** As a tag says it, in a narrow column. */
export const SHORT_CLASSES = words(
  { veteran: "Gazi", disabled: "Engelli", pregnant: "Hamile", elder: "65+", appointed: "Randevulu", general: "Genel" },
  { veteran: "Veteran", disabled: "Disabled", pregnant: "Pregnant", elder: "65+", appointed: "Appointment", general: "General" },
);

export const ENDS = words(
  { request: "Talep", appointment: "Randevu", referral: "Yönlendirme", answered: "Cevaplandı" },
  { request: "Request", appointment: "Appointment", referral: "Referral", answered: "Answered" },
);

const AT_ONCE = 100;

/** All pages of a list that a day keeps short. */
export async function every<T>(ask: (page: { cursor: string | undefined; limit: number }) => Promise<{ items: T[]; next_cursor?: string | null }>) {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask({ cursor, limit: AT_ONCE });
    all.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return all;
}

/** Somebody who has been called and whose record nobody has finished. */
export function isOpen(place: Place) {
  return place.status === "called" || place.status === "with_mayor";
}

/** `14.00–17.00`, of hours as the API writes them. */
export function hours(day: { starts: string; ends: string }) {
  return `${day.starts}–${day.ends}`.replaceAll(":", ".");
}
