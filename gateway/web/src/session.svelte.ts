import { api, told, whenEnded, type Schema } from "./api/client";
import { asProblem, type Problem } from "./api/problem";
import { forgetDrafts } from "./drafts.svelte";
import { setClock } from "./time";

type Me = Schema<"gateway.MeView">;

/** Who works here, how far the session goes, and what is theirs to do. */
class Session {
  me = $state<Me | null>(null);
  known = $state(false);
  ended = $state(false);
  failed = $state<Problem | null>(null);

  get whole() {
    return this.me?.state === "full";
  }

  /** Find out who is signed in. */
  async find() {
    this.failed = null;
    try {
      this.take(await told(api.GET("/api/v1/me")));
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.status !== 401) this.failed = problem;
    }
    this.known = true;
  }

  async signIn(login: string, password: string, code: string | null) {
    this.take(await told(api.POST("/api/v1/session", { body: { login, password, code } })));
  }

  /** Work on as this person. Somebody else than before begins with nothing of theirs on the screen. */
  private take(me: Me) {
    if (this.me && this.me.id !== me.id) return location.assign("/");
    setClock(me.at); // before any page asks what day it is
    this.me = me;
    this.ended = false;
  }

  async signOut() {
    forgetDrafts();
    await api.DELETE("/api/v1/session").catch(() => {});
    location.assign("/");
  }

  /** Whether one of these actions of a service may be offered at all; the service decides about each thing. */
  may(service: string, ...actions: string[]) {
    const allowed = (this.me?.allowed as Record<string, string[]> | undefined)?.[service] ?? [];
    return actions.some((action) => allowed.includes(action));
  }

  is(...roles: string[]) {
    return roles.some((role) => this.me?.roles.includes(role));
  }
}

export const session = new Session();

whenEnded(() => {
  if (session.me) session.ended = true;
});
