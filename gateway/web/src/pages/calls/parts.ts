/** What the parts of the page about calls share. */
import type { Schema } from "../../api/client";
import { words } from "../../words";

export type Call = Schema<"agenda.CallView">;
export type Calendar = Schema<"agenda.CalendarView">;
export type Status = Call["status"];
export type Outcome = Call["tries"][number]["outcome"];
export type Result = "connected" | "message_given" | "not_needed" | "unreachable";

/** The place in the list of precedence of whoever has none. */
export const LAST = 999;

export const STATUSES: Status[] = ["logged", "to_call_back", "connected", "message_given", "unreachable", "not_needed"];
export const OUTCOMES: Outcome[] = ["no_answer", "busy", "switched_off", "not_there"];

export const outcomeNames = words(
  { no_answer: "Açmadı", busy: "Meşgul", switched_off: "Telefonu kapalı", not_there: "Yerinde yok" },
  { no_answer: "No answer", busy: "Busy", switched_off: "Switched off", not_there: "Not there" },
);

/** With which results a call may be closed now: only who was called in vain is unreachable. */
export function resultsOf(call: Call): Result[] {
  if (call.status === "logged") return ["connected", "message_given", "not_needed"];
  if (call.status !== "to_call_back") return [];
  return ["connected", "message_given", ...(call.tries.length ? (["unreachable"] as const) : []), "not_needed"];
}

/** Whether somebody may still be called back, by an hour or by another. */
export function mayCallBack(call: Call) {
  return ["logged", "to_call_back", "message_given", "unreachable"].includes(call.status);
}

/** Who called, as lists name them: `Vali Yardımcısı Murat TOPRAK, Sarıova Valiliği`. */
export function caller(call: Call) {
  return [[call.title, call.name].filter(Boolean).join(" "), call.institution].filter(Boolean).join(", ");
}
