type Page = Readonly<{ limit: number; offset: number; total: number }>;

/** The headers that lead through a long list (Open Badges 3.0, 6.4). `address`: the request's, with its other parameters. */
export function pageHeaders(address: string, { limit, offset, total }: Page): Record<string, string> {
  const at = (start: number) => {
    const url = new URL(address);
    url.searchParams.set("limit", String(limit));
    url.searchParams.set("offset", String(start));
    return url.href;
  };
  const last = total === 0 ? 0 : Math.floor((total - 1) / limit) * limit;
  const links = [
    ...(offset + limit < total ? [`<${at(offset + limit)}>; rel="next"`] : []),
    `<${at(last)}>; rel="last"`,
    `<${at(0)}>; rel="first"`,
    ...(offset > 0 ? [`<${at(Math.max(0, offset - limit))}>; rel="prev"`] : []),
  ];
  return { "x-total-count": String(total), link: links.join(", ") };
}
