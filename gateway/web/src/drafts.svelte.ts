/** What somebody was writing, kept in this browser until it is sent, for twelve hours at most. */
const KEPT_FOR = 12 * 60 * 60 * 1000;
const EVERY = 2000;
const PREFIX = "makam.draft.";
let forgotten = false; // somebody signs out: what is still on the page is not kept when it goes

/** Keep what is written in a form; call while a component is made. `restored` is what was there before, if any.
 * Never for texts of restricted or graded things. */
export function draft<T extends object>(person: string, form: string, read: () => T, isEmpty: (written: T) => boolean) {
  const key = `${PREFIX}${person}.${form}`;
  const restored = load<T>(key);
  let done = false;
  const keep = () => {
    const written = read();
    if (done || forgotten || isEmpty(written)) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ at: Date.now(), written }));
  };
  $effect(() => {
    const timer = setInterval(keep, EVERY);
    addEventListener("pagehide", keep);
    return () => {
      clearInterval(timer);
      removeEventListener("pagehide", keep);
      keep();
    };
  });
  return {
    restored,
    /** It was sent, or is not wanted any more. */
    done() {
      done = true;
      localStorage.removeItem(key);
    },
    /** Something new is being written. */
    again() {
      done = false;
    },
  };
}

function load<T>(key: string): { at: number; written: T } | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null");
    if (kept && Date.now() - kept.at < KEPT_FOR) return kept;
  } catch {
    // what cannot be read is no draft
  }
  localStorage.removeItem(key);
  return null;
}

export function forgetDrafts() {
  forgotten = true;
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
}
