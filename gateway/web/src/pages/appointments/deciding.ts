import type { Appointment, Span } from "./parts";

/** What was written for an act that was left or could not be done, to go on with. */
export type Kept =
  | { act: "propose"; times: Span[]; held_until: string }
  | { act: "refer"; to: string; reason: string }
  | { act: "decline"; reason: string };

/** What is done with a request, as whoever decides last left it: the case may not show that yet. */
export type Act<T> = (one: Appointment) => Promise<T>;

/** How the page follows what is decided about a request. */
export interface Deciding {
  /** What was kept for this request, if anything; told once. */
  kept: (id: string) => Kept | null;
  /** Say that it is decided and do it in ten seconds; meanwhile the next request is shown. */
  soon: (one: Appointment, text: string, act: Act<unknown>, kept: Kept | null) => void;
  /** Do it now; `undo` does the opposite. With `leaves` the next request is shown. */
  now: (one: Appointment, text: string, act: Act<Appointment>, more?: { undo?: (done: Appointment) => Promise<unknown>; leaves?: boolean }) => Promise<void>;
  /** Do what a dialog asks for; the dialog says what goes wrong. */
  asked: (one: Appointment, text: string, act: Act<Appointment>) => Promise<void>;
  /** Have the case asked anew by this, as long as it is shown. */
  shows: (reload: () => unknown) => () => void;
}
