/** How much of what the person may see is late. */
import { api, told } from "../api/client";
import { session } from "../session.svelte";

const EVERY_MS = 60_000;

class Counts {
  late = $state(0);

  /** Ask now and each minute; for an effect. */
  follow() {
    if (!session.may("gateway", "follow_up.read")) return;
    const ask = () =>
      told(api.GET("/api/v1/follow-up", { params: { query: { limit: 1 } } })).then(
        (board) => (this.late = board.counts.late),
        () => {}, // the board itself says what does not answer
      );
    ask();
    const timer = setInterval(ask, EVERY_MS);
    return () => clearInterval(timer);
  }
}

export const counts = new Counts();
