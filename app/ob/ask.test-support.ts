import { GET } from "@/app/ob/[...path]/route";

export const SITE = "https://heder.example";

/** What a browser says it takes. */
export const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/** Asks the route below `/ob` as over the network. */
export function ask(path: string, accept?: string, headers: Record<string, string> = {}): Promise<Response> {
  const url = new URL(path, SITE);
  const request = new Request(url, { headers: { ...(accept ? { accept } : {}), ...headers } });
  const below = url.pathname.replace(/^\/ob\//, "").split("/");
  return GET(request, { params: Promise.resolve({ path: below }) });
}
