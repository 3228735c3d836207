import type { Schema } from "../../api/client";

export type Row = Schema<"agenda.SheetRow">;

/** The five services' parts of a day, each as its own contract says; one that is away is missing. */
export interface Parts {
  agenda?: Schema<"agenda.DayView">;
  documents?: Schema<"documents.DayView">;
  protocol?: Schema<"protocol.DayView">;
  requests?: Schema<"requests.DayView">;
  visitors?: Schema<"visitors.DayView">;
}

export function partsOf(day: Schema<"gateway.TodayView">): Parts {
  return Object.fromEntries(day.parts.filter((part) => part.facts).map((part) => [part.service, part.facts]));
}
