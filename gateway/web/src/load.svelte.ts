import { asProblem, type Problem } from "./api/problem";
import { now } from "./time";

/** Something that a page shows: its last good answer stays while a newer one is asked for, or does not come. */
export class Loaded<T> {
  data = $state.raw<T | null>(null);
  failed = $state.raw<Problem | null>(null);
  loading = $state(false);
  at = $state.raw<Date | null>(null);
  private asked = 0;
  private latest: Promise<void> | null = null;

  constructor(private readonly ask: () => Promise<T>) {}

  /** Ask anew; done when the answer to the latest question is shown, also where another was asked meanwhile. */
  reload(): Promise<void> {
    return (this.latest = this.answer(++this.asked));
  }

  private async answer(turn: number) {
    this.loading = true;
    try {
      const answer = await this.ask();
      if (turn === this.asked) {
        this.data = answer;
        this.failed = null;
        this.at = now();
      }
    } catch (thrown) {
      if (turn === this.asked) this.failed = asProblem(thrown);
    } finally {
      if (turn === this.asked) this.loading = false;
    }
    if (turn !== this.asked) await this.latest;
  }
}

/** Load something while a component is made, and again whenever what `ask` reads at once has changed. */
export function load<T>(ask: () => Promise<T>) {
  const loaded = new Loaded(ask);
  $effect(() => {
    loaded.reload();
  });
  return loaded;
}

interface Page<T> {
  items: T[];
  next_cursor?: string | null | undefined;
}

/** Where somebody is in a list: the cursor of their page, and those of the pages before it. */
export interface Place {
  before: (string | null)[];
  cursor: string | null;
}

const START: Place = { before: [], cursor: null };

/** A list of which one page is kept at a time, however long it is. */
export class Paged<T> extends Loaded<Page<T>> {
  private before = $state<(string | null)[]>([]);
  private cursor: string | null = null;

  constructor(fetch: (cursor: string | undefined) => Promise<Page<T>>) {
    super(() => fetch(this.cursor ?? undefined));
  }

  get items() {
    return this.data?.items ?? [];
  }

  get hasEarlier() {
    return this.before.length > 0;
  }

  get hasLater() {
    return Boolean(this.data?.next_cursor);
  }

  get page() {
    return this.before.length + 1;
  }

  async later() {
    if (!this.data?.next_cursor) return;
    this.before = [...this.before, this.cursor];
    this.cursor = this.data.next_cursor;
    await this.reload();
  }

  async earlier() {
    if (!this.before.length) return;
    this.cursor = this.before.at(-1) ?? null;
    this.before = this.before.slice(0, -1);
    await this.reload();
  }

  get place(): Place {
    return { before: this.before, cursor: this.cursor };
  }

  async turnTo({ before, cursor }: Place) {
    this.cursor = cursor;
    this.before = before;
    await this.reload();
  }

  first() {
    return this.turnTo(START);
  }
}

/** A paged list that starts anew whenever what `fetch` reads at once has changed; the first time at `begin`, where
 * somebody comes back to it. */
export function pages<T>(fetch: (cursor: string | undefined) => Promise<Page<T>>, begin: Place | null = null) {
  const paged = new Paged(fetch);
  let next = begin;
  $effect(() => {
    paged.turnTo(next ?? START);
    next = null;
  });
  return paged;
}
