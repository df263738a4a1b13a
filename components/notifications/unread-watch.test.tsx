// @vitest-environment jsdom
import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, expect, test, vi } from "vitest";
import { UnreadWatch } from "@/components/notifications/unread-watch";
import { latestAnnouncement } from "@/components/ui/announce";

const refresh = vi.fn();
const router = { refresh };
vi.mock("next/navigation", () => ({ useRouter: () => router }));
afterEach(() => vi.unstubAllGlobals());

const look = () =>
  act(async () => {
    document.dispatchEvent(new Event("visibilitychange"));
  });

test("what has come is said and drawn, and what was read elsewhere only drawn; nothing new is nothing", async () => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  let unread = 2;
  const ask = vi.fn(async () => Response.json({ unread, said: `${unread} messages` }));
  vi.stubGlobal("fetch", ask);
  const root = createRoot(document.body.appendChild(document.createElement("div")));
  await act(async () => root.render(<UnreadWatch address="/unread" unread={2} />));
  await look();
  expect(refresh).not.toHaveBeenCalled();
  unread = 3;
  await look();
  expect([refresh.mock.calls.length, latestAnnouncement()?.text]).toEqual([1, "3 messages"]);
  unread = 1;
  await look();
  expect([refresh.mock.calls.length, latestAnnouncement()?.text]).toEqual([2, "3 messages"]);
  Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
  await look();
  expect(ask).toHaveBeenCalledTimes(3);
  await act(async () => root.unmount());
});
