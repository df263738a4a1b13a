/** What this browser can do, and what its owner has said about it. */
export type DeviceState = "unsupported" | "denied" | "off" | "on" | "stale";

export const canPush = (): boolean =>
  "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

async function markOf(endpoint: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function subscribed(): Promise<PushSubscription | null> {
  const worker = await navigator.serviceWorker.getRegistration("/");
  return (await worker?.pushManager.getSubscription()) ?? null;
}

/**
 * `marks` are those of the devices that the server knows. `stale`: the server knows this one, and what it sends is refused,
 * as the browser was turned on for another of the server's keys than the one it has now.
 */
export async function deviceState(marks: readonly string[], publicKey: string): Promise<DeviceState> {
  if (!canPush()) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  const found = await subscribed();
  if (!found || !marks.includes(await markOf(found.endpoint))) return "off";
  // A browser that does not say is not asked to do it over and over.
  const isAnother = keyOf(found) !== null && !isMadeFor(found, publicKey);
  return isAnother ? "stale" : "on";
}

const bytesOf = (text: string) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const keyOf = ({ options }: PushSubscription): Uint8Array | null =>
  options.applicationServerKey ? new Uint8Array(options.applicationServerKey) : null;

function isMadeFor(made: PushSubscription, publicKey: string): boolean {
  const key = bytesOf(publicKey);
  const kept = keyOf(made);
  return kept?.length === key.length && kept.every((byte, at) => byte === key[at]);
}

/** Asks the browser's owner and subscribes; null when they say no. One that was made for another key is made anew. */
export async function subscribe(publicKey: string): Promise<PushSubscriptionJSON | null> {
  if ((await Notification.requestPermission()) !== "granted") return null;
  await navigator.serviceWorker.register("/sw.js");
  const { pushManager } = await navigator.serviceWorker.ready;
  const earlier = await pushManager.getSubscription();
  if (earlier && !isMadeFor(earlier, publicKey)) await earlier.unsubscribe();
  const made = await pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(publicKey),
  });
  return made.toJSON();
}

/** The address this browser is pushed to, if it is. */
export const ownEndpoint = async (): Promise<string | null> => (await subscribed())?.endpoint ?? null;
