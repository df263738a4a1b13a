export type AnnouncementTone = "success" | "info" | "danger";
export type Announcement = Readonly<{ id: number; text: string; tone: AnnouncementTone }>;

let latest: Announcement | null = null;
const listeners = new Set<() => void>();

function tell() {
  for (const listener of listeners) listener();
}

/** Says something in the status region: politely spoken and shown, without moving focus. Browser only. */
export function announce(text: string, tone: AnnouncementTone = "success"): void {
  latest = { id: (latest?.id ?? 0) + 1, text, tone };
  tell();
}

export function dismissAnnouncement(): void {
  latest = null;
  tell();
}

export const latestAnnouncement = () => latest;

export function onAnnouncement(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
