/** `spoken` is for what the eye sees already, such as the new order of a table. */
export type AnnouncementTone = "success" | "info" | "danger" | "spoken";
export type Announcement = Readonly<{ id: number; text: string; tone: AnnouncementTone; at: number }>;

let latest: Announcement | null = null;
const listeners = new Set<() => void>();

function tell() {
  for (const listener of listeners) listener();
}

/** Says something in the status region: politely spoken and shown, without moving focus. Browser only. */
export function announce(text: string, tone: AnnouncementTone = "success"): void {
  latest = { id: (latest?.id ?? 0) + 1, text, tone, at: performance.now() };
  tell();
}

export function dismissAnnouncement(): void {
  latest = null;
  tell();
}

/** Takes away what was said a while ago; what was said just now belongs to the page that is coming. */
export function dismissStale(milliseconds: number): void {
  if (latest && performance.now() - latest.at > milliseconds) dismissAnnouncement();
}

export const latestAnnouncement = () => latest;

export function onAnnouncement(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
