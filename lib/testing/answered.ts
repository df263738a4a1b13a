// biome-ignore lint/suspicious/noExplicitAny: whatever was answered, for a test to look at; each says what it expects
export type Answer = Readonly<{ status: number; headers: Headers; body: any }>;

/** What a route answered: JSON as a value, anything else as text. */
export async function answered(response: Promise<Response> | Response): Promise<Answer> {
  const { status, headers } = await response;
  const text = await (await response).text();
  const isJson = /^application\/(?:[\w.-]+\+)?json\b/.test(headers.get("content-type") ?? "");
  return { status, headers, body: isJson && text !== "" ? JSON.parse(text) : text };
}
