import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { deviceState, subscribe } from "@/components/notifications/push-state";

const ENDPOINT = "https://push.example.org/phone";
const MARK = createHash("sha256").update(ENDPOINT).digest("hex");
const keyOf = (fill: number, length = 65) => Buffer.alloc(length, fill).toString("base64url");
const bytesOf = (key: string) => Uint8Array.from(Buffer.from(key, "base64url")).buffer;

const subscription = (key: string | null) => ({
  endpoint: ENDPOINT,
  options: { applicationServerKey: key === null ? null : bytesOf(key) },
  unsubscribe: vi.fn(async () => true),
  toJSON: () => ({ endpoint: ENDPOINT }),
});
let current: ReturnType<typeof subscription> | null;
const pushManager = {
  getSubscription: async () => current,
  subscribe: vi.fn(async () => subscription(keyOf(1))),
};

beforeEach(() => {
  current = subscription(keyOf(1));
  const registration = { pushManager };
  const serviceWorker = {
    getRegistration: async () => registration,
    register: async () => registration,
    ready: Promise.resolve(registration),
  };
  vi.stubGlobal("navigator", { serviceWorker });
  vi.stubGlobal("window", { PushManager: {}, Notification: {} });
  vi.stubGlobal("Notification", { permission: "granted", requestPermission: async () => "granted" });
});
afterEach(() => vi.unstubAllGlobals());

test("a browser that the server knows and whose key is the server's is on", async () => {
  expect(await deviceState([MARK], keyOf(1))).toBe("on");
});

test.each([
  ["another", keyOf(2)],
  ["a shorter", keyOf(1, 64)],
])("one that was turned on for %s key has to be turned on again", async (_, key) => {
  current = subscription(key);
  expect(await deviceState([MARK], keyOf(1))).toBe("stale");
  await subscribe(keyOf(1));
  expect(current.unsubscribe).toHaveBeenCalledOnce();
  expect(pushManager.subscribe).toHaveBeenLastCalledWith({
    userVisibleOnly: true,
    applicationServerKey: new Uint8Array(bytesOf(keyOf(1))),
  });
});

test("one that does not say for which key is on, and is turned on anew when asked", async () => {
  current = subscription(null);
  expect(await deviceState([MARK], keyOf(1))).toBe("on");
  await subscribe(keyOf(1));
  expect(current.unsubscribe).toHaveBeenCalledOnce();
});

test("one that the server does not know is off, whatever its key", async () => {
  expect(await deviceState([], keyOf(1))).toBe("off");
  current = subscription(keyOf(2));
  expect(await deviceState(["x"], keyOf(1))).toBe("off");
  current = null;
  expect(await deviceState([MARK], keyOf(1))).toBe("off");
});
