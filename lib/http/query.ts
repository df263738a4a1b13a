/** An address's query as a page's `searchParams` has it: what stands in it several times is a list. */
export function queryOf(address: string): Record<string, string | string[]> {
  const query = new URL(address).searchParams;
  const entries = [...new Set(query.keys())].map((name) => {
    const all = query.getAll(name);
    return [name, all.length > 1 ? all : (all[0] ?? "")] as const;
  });
  return Object.fromEntries(entries);
}
