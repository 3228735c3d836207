import { told } from "./api/client";
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

/** Do what a form asks for, say so, and ask anew for what the page shows; also when somebody was faster. */
export async function carry(act: () => Promise<unknown>, said: string, reload: () => Promise<unknown>) {
  await orAnew(act, reload);
  toast.say(said);
  await reload();
}

/** Do what a button asks for, say what came of it, and ask anew for what the page shows. A second press waits for the
 * answer to the first. */
export function pressing(reload: () => Promise<unknown>) {
  let busy = false;
  return async (ask: () => Promise<{ data?: unknown }>, said: string) => {
    if (busy) return;
    busy = true;
    try {
      await told(ask());
      toast.say(said);
    } catch (thrown) {
      toast.fail(thrown);
    }
    await reload();
    busy = false;
  };
}
