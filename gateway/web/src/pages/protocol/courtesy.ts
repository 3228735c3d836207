import type { Schema } from "../../api/client";

/** A courtesy as it is written in a form. */
export interface Written {
  kind: Schema<"protocol.CourtesyView">["kind"] | "";
  words: string;
  deliver_at: string | null;
  cost: number | null;
}

export function emptyCourtesy(): Written {
  return { kind: "", words: "", deliver_at: null, cost: null };
}

/** As it is sent; null for none. */
export function factsOf({ kind, words, ...rest }: Written) {
  return kind ? { kind, words: words || null, ...rest } : null;
}
