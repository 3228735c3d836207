/** Units and people in the order of their names, as everybody who signs in may read them; asked once. */
import { api, told, type Schema } from "./api/client";

type Unit = Schema<"gateway.UnitView">;
type Person = Schema<"gateway.DirectoryLine">;

const AT_ONCE = 100;

class Town {
  units = $state.raw<Unit[]>([]);
  people = $state.raw<Person[]>([]);
  private asked: Promise<void> | null = null;

  /** Know the town; what does not answer now is asked again by the next page. */
  know() {
    this.asked ??= this.ask().catch(() => {
      this.asked = null;
    });
    return this.asked;
  }

  /** Something in it was changed: know it anew. */
  renew() {
    this.asked = null;
    return this.know();
  }

  unit(id: string | null | undefined) {
    return this.units.find((unit) => unit.id === id)?.name ?? "";
  }

  person(id: string | null | undefined) {
    return this.people.find((person) => person.id === id)?.name ?? "";
  }

  private async ask() {
    this.units = (await told(api.GET("/api/v1/units"))).items;
    const people: Person[] = [];
    let cursor: string | undefined;
    do {
      const page = await told(api.GET("/api/v1/directory", { params: { query: { limit: AT_ONCE, cursor } } }));
      people.push(...page.items);
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    this.people = people;
  }
}

export const town = new Town();
