import { asProblem } from "./api/problem";
import type { Loaded } from "./load.svelte";

/** Change a thing that a page shows: what comes back is shown. When somebody was faster, theirs is shown, and what was
 * written may be sent again. */
export async function change<T>(shown: Loaded<T>, act: () => Promise<T>) {
  try {
    shown.data = await act();
  } catch (thrown) {
    if (asProblem(thrown).stale) await shown.reload();
    throw thrown;
  }
}
