/** `spoken` is for what the eye sees already, such as the new order of a table. */
export type AnnouncementTone = "success" | "info" | "danger" | "spoken";

/** Takes back what was just said to be done. */
export type Undo = Readonly<{ label: string; run: () => void }>;

export type Announcement = Readonly<{
  id: number;
  text: string;
  tone: AnnouncementTone;
  at: number;
  undo?: Undo;
}>;

let latest: Announcement | null = null;
const listeners = new Set<() => void>();

function tell() {
  for (const listener of listeners) listener();
}

/**
 * Says something in the status region: politely spoken and shown, without moving focus. It stays until it is closed, or
 * something else is said, or a later page comes, so that nobody has to hurry. Browser only.
 */
export function announce(text: string, tone: AnnouncementTone = "success", undo?: Undo): void {
  latest = { id: (latest?.id ?? 0) + 1, text, tone, at: performance.now(), ...(undo ? { undo } : {}) };
  tell();
}

/** Of what happened to so many: that it happened to none is no success. */
export const toneOf = (count: number) => (count > 0 ? "success" : "info");

export function dismissAnnouncement(): void {
  latest = null;
  tell();
}

/** As long as something can be taken back at least, also on the next page, in milliseconds. */
const UNDO_MS = 30_000;

/** Takes away what was said a while ago; what was said just now belongs to the page that is coming. */
export function dismissStale(milliseconds: number): void {
  const longest = latest?.undo ? UNDO_MS : milliseconds;
  if (latest && performance.now() - latest.at > longest) dismissAnnouncement();
}

export const latestAnnouncement = () => latest;

export function onAnnouncement(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
