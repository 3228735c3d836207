/** What the pages about instructions say in common. */
import type { Schema } from "../../api/client";
import { session } from "../../session.svelte";
import { words } from "../../words";

export type Line = Schema<"documents.InstructionLine">;
export type Instruction = Schema<"documents.InstructionView">;
export type Urgent = Schema<"documents.UrgentItemView">;

export const KIND_NAMES: Record<string, string> = words(
  { instruction: "Talimat", order: "Emir", circular: "Genelge" },
  { instruction: "Instruction", order: "Order", circular: "Circular" },
);

export const ESCALATION_NAMES: Record<string, string> = words(
  { receipt: "Birim zamanında almadı", overdue: "Süresi geçti", promise_broken: "Verilen söz tutulamadı" },
  { receipt: "The unit did not confirm in time", overdue: "It is overdue", promise_broken: "The promise behind it was broken" },
);

/** What was restricted is written by those alone who may read it. */
export function mayRestrict() {
  return session.is("mayor", "director");
}

const CLOSED = ["accepted", "withdrawn"];

/** Whether its unit still has to do something, by which it can be late. */
export function toDo(status: Line["status"]) {
  return !CLOSED.includes(status) && status !== "done";
}

export function isClosed(status: Line["status"]) {
  return CLOSED.includes(status);
}
