/** Where somebody is. Addresses hold ids, never names or words. */
export const place = $state({ path: location.pathname, query: new URLSearchParams(location.search) });

function follow() {
  place.path = location.pathname;
  place.query = new URLSearchParams(location.search);
}

addEventListener("popstate", follow);

/** Go to an address of these pages. */
export function go(address: string, { replace = false } = {}) {
  history[replace ? "replaceState" : "pushState"](null, "", address);
  follow();
}

/** Note in the address what is looked at, without a step back to it. */
export function note(changes: Record<string, string | null>) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) value ? query.set(name, value) : query.delete(name);
  const text = query.toString();
  go(location.pathname + (text && `?${text}`), { replace: true });
}

/** Links within these pages are followed without loading them anew. */
export function followLink(event: MouseEvent) {
  const link = (event.target as Element).closest("a");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (link.origin !== location.origin || link.target || link.hasAttribute("download")) return;
  if (/^\/(api|static|basvuru|feeds)(\/|$)/.test(link.pathname)) return;
  if (link.hash && link.pathname === location.pathname) return;
  event.preventDefault();
  go(link.pathname + link.search);
  scrollTo(0, 0);
}
