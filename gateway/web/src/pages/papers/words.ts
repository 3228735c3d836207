/** What the pages about papers say in common, and whose a paper is now. */
import type { Schema } from "../../api/client";
import { session } from "../../session.svelte";
import { words } from "../../words";

export type Paper = Schema<"documents.PaperView">;
export type Edition = Schema<"documents.EditionView">;
export type Grade = Paper["grade"];
export type Attachment = Schema<"documents.AttachmentFacts">;
export type Addressee = Schema<"documents.Addressee">;
export type Reviewer = Schema<"documents.Reviewer">;

export const KIND_NAMES: Record<string, string> = words(
  { outgoing: "Giden yazı", internal: "İç yazışma", olur: "Olur", incoming: "Gelen evrak" },
  { outgoing: "Outgoing letter", internal: "Internal letter", olur: "Approval (olur)", incoming: "Incoming paper" },
);

export const MEDIUM_NAMES: Record<string, string> = words(
  { electronic: "Elektronik", reference: "Başka yerde duruyor", physical: "Fiziksel" },
  { electronic: "Electronic", reference: "Kept elsewhere", physical: "Physical" },
);

export const PURPOSE_NAMES: Record<string, string> = words(
  { action: "Gereği", information: "Bilgi" },
  { action: "For action", information: "For information" },
);

/** The grades, the least first. */
export const GRADE_ORDER: Grade[] = ["none", "official_use", "secret", "top_secret"];

/** Papers of this grade exist on paper only; here they have a record without a text. */
export function onlyPhysical(grade: Grade) {
  return GRADE_ORDER.indexOf(grade) >= 2;
}

/** Graded papers are written by those alone who may read them. */
export function mayGrade() {
  return session.is("director", "unit_director");
}

/** Whether a paper waits for whoever works here, or for somebody they stand in for. */
export function waitsForMe(paper: Pick<Paper, "waiting_for_id">) {
  return paper.waiting_for_id !== null && (paper.waiting_for_id === session.me!.id || actedFor(paper) !== undefined);
}

/** For whom whoever works here would sign this paper, if not for themselves. */
export function actedFor(paper: Pick<Paper, "waiting_for_id">) {
  return session.me!.acting_for.find((person) => person.id === paper.waiting_for_id)?.name;
}
