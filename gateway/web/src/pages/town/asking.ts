/** How the pages of the town ask. */
interface Page<T> {
  items: T[];
  next_cursor?: string | null;
}

export const AT_ONCE = 100;

/** All of a list, page after page: for what is as long as a town hall's staff, never for records. */
export async function all<T>(ask: (cursor: string | undefined) => Promise<Page<T>>) {
  const found: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(cursor);
    found.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return found;
}
