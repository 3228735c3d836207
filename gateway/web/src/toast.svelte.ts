/** What was done, told once, with a way back where there is one. */
import { asProblem } from "./api/problem";

const SECONDS = 6;
const UNDO_SECONDS = 10;

interface Told {
  text: string;
  undo?: (() => unknown) | undefined;
  bad?: boolean;
}

class Toast {
  told = $state.raw<Told | null>(null);
  private timer = 0;
  private waiting: { act: () => Promise<unknown>; failed: (thrown: unknown) => void } | null = null;

  /** Say what was done; `undo` does the opposite. */
  say(text: string, undo?: () => unknown) {
    this.settle();
    this.show({ text, undo });
  }

  /** Say what could not be done. */
  fail(thrown: unknown) {
    this.show({ text: asProblem(thrown).detail, bad: true });
  }

  /** Say that something is done and do it in ten seconds, so that it can still be left; at once when somebody goes on
   * to another act or closes the page. `back` puts the page as it was, after undoing or failing. */
  soon(text: string, act: () => Promise<unknown>, back: () => unknown) {
    this.settle();
    this.waiting = {
      act,
      failed: (thrown) => {
        back();
        this.fail(thrown);
      },
    };
    this.show({
      text,
      undo: () => {
        this.waiting = null;
        back();
      },
    });
  }

  /** Do now what waits. */
  settle() {
    const waiting = this.waiting;
    this.waiting = null;
    waiting?.act().catch(waiting.failed);
  }

  undo() {
    const undo = this.told?.undo;
    this.told = null;
    clearTimeout(this.timer);
    Promise.resolve(undo?.()).catch((thrown) => this.fail(thrown));
  }

  close() {
    clearTimeout(this.timer);
    this.told = null;
    this.settle();
  }

  /** Stay as long as it has the focus or the pointer. */
  hold() {
    clearTimeout(this.timer);
  }

  release() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.close(), (this.told?.undo ? UNDO_SECONDS : SECONDS) * 1000);
  }

  private show(told: Told) {
    this.told = told;
    this.release();
  }
}

export const toast = new Toast();

addEventListener("pagehide", () => toast.settle());
