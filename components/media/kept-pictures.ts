import type { StoredPicture } from "@/lib/media/schema";

/** The organisation's pictures, the newest first. */
export async function keptPictures(url: string, signal: AbortSignal): Promise<readonly StoredPicture[]> {
  const response = await fetch(url, { signal, headers: { accept: "application/json" } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return ((await response.json()) as { items: StoredPicture[] }).items;
}
