import { asProblem } from "./api/problem";
import type { Loaded } from "./load.svelte";
import { toast } from "./toast.svelte";

/** Do an act. When somebody was faster, what is shown is read anew, so that the next try is about what is there now. */
export async function orAnew<T>(act: () => Promise<T>, anew: () => unknown) {
  try {
    return await act();
  } catch (thrown) {
    if (asProblem(thrown).stale) await anew();
    throw thrown;
  }
}

/** Change a thing that a page shows: what comes back is shown. When somebody was faster, theirs is shown, and what was
 * written may be sent again. */
export async function change<T>(shown: Loaded<T>, act: () => Promise<T>) {
  shown.data = await orAnew(act, () => shown.reload());
}

/** Do what a form asks for, ask anew for what the page shows, and say what was done once it is there; ask anew also when
 * somebody was faster. */
export async function carry(act: () => Promise<unknown>, said: string, reload: () => Promise<unknown>) {
  await orAnew(act, reload);
  await reload();
  toast.say(said);
}

/** Do what a button asks for, ask anew for what the page shows, and say what came of it once it is there, with a way back
 * where there is one. A second press waits for the answer to the first. */
export function pressing(reload: () => Promise<unknown>) {
  let busy = false;
  return async <T>(act: () => Promise<T>, said: string | ((done: T) => string), undo?: (done: T) => unknown) => {
    if (busy) return;
    busy = true;
    let tell: () => void;
    try {
      const done = await act();
      tell = () => toast.say(typeof said === "string" ? said : said(done), undo && (() => undo(done)));
    } catch (thrown) {
      tell = () => toast.fail(thrown);
    }
    await reload();
    tell();
    busy = false;
  };
}
