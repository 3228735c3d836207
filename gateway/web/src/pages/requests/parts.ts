/** What the pages about requests share: their words, and which day counts. */
import type { Schema } from "../../api/client";
import type { Place } from "../../load.svelte";
import { words } from "../../words";

export type Line = Schema<"requests.RequestLine">;
export type Request = Schema<"requests.RequestView">;
export type Status = Line["status"];
type Kind = Line["kind"];
type Channel = Line["channel"];

export const KINDS: Record<Kind, string> = words(
  { request: "Talep", complaint: "Şikâyet", suggestion: "Öneri", information: "Bilgi edinme", thanks: "Teşekkür", report: "İhbar" },
  { request: "Request", complaint: "Complaint", suggestion: "Suggestion", information: "Information", thanks: "Thanks", report: "Report" },
);

export const CHANNELS: Record<Channel, string> = words(
  { desk: "masada", phone: "telefonla", web: "internetten", letter: "dilekçeyle", email: "e-postayla", public_day: "halk gününde" },
  { desk: "at the desk", phone: "by telephone", web: "on the web", letter: "by letter", email: "by mail", public_day: "on a public day" },
);

export const LAWS: Record<string, string> = words(
  { "3071": "3071 sayılı Kanun, madde 7", "4982": "4982 sayılı Kanun, madde 11" },
  { "3071": "Law 3071, article 7", "4982": "Law 4982, article 11" },
);

const OPEN: Status[] = ["registered", "routed", "accepted", "in_progress", "solved", "objected", "reopened"];
export const STATUSES: Status[] = [...OPEN, "confirmed", "unconfirmed", "closed_with_reason", "withdrawn", "void"];

/** How long the citizen's word is awaited, on how many days who has a telephone is called for it, and how long after a silent closing they may still speak. */
export const SILENCE_DAYS = 14;
const TRIED_DAYS = 3;
export const REOPEN_DAYS = 30;

/** On how many more days the citizen is called before their silence means anything. */
export const daysToCall = (one: Request) => (one.citizen.phone ? Math.max(0, TRIED_DAYS - one.tried_days) : 0);

/** The day by which the municipality has to act; none while it is the citizen's turn or all is over. */
export function dueOf(one: Line) {
  if (one.status === "objected") return one.decision_due_on;
  if (one.status === "solved" || !OPEN.includes(one.status)) return null;
  return one.internal_due_on && one.internal_due_on < one.statutory_due_on ? one.internal_due_on : one.statutory_due_on;
}

/** Where somebody was in the worklist, and what stood there, to come back to. */
export const worklist = { search: "", id: "", place: null as Place | null, shown: [] as string[] };

/** The page of the worklist in which the request stands that was opened last. */
export function placeLeft() {
  return worklist.search === location.search && worklist.shown.includes(worklist.id) ? worklist.place : null;
}
