import { api, told, type Schema } from "../../api/client";

export type BudgetLine = Schema<"protocol.BudgetLineView">;

/** A year's budget lines, as many as there are. */
export async function linesOf(year: number) {
  const lines: BudgetLine[] = [];
  let cursor: string | undefined;
  do {
    const page = await told(api.GET("/api/v1/budget-lines", { params: { query: { year, limit: 100, cursor } } }));
    lines.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return lines;
}
