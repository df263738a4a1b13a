import type { CDPSession, Page, Worker } from "@playwright/test";
import type { PushMessage } from "@/lib/notifications/web-push-message";
import { expect, test } from "./fixtures";

type Shown = { title: string; tag?: string; lang?: string; data: { path: string } };

/**
 * A browser that shows nothing (headless) lets nobody show anything, so what the worker asks it for is kept. Neither does it
 * let a page come to the front that nobody has pressed for.
 */
const keep = (worker: Worker) =>
  worker.evaluate(() => {
    const kept = { shown: [] as Shown[], went: [] as string[] };
    Object.assign(globalThis, { kept });
    const scope = globalThis as unknown as Record<string, { prototype: object }>;
    Object.assign(scope.ServiceWorkerRegistration?.prototype ?? {}, {
      showNotification: async (title: string, options: Omit<Shown, "title">) => {
        kept.shown.push({ title, ...options });
      },
    });
    Object.assign(scope.Clients?.prototype ?? {}, {
      openWindow: async (address: string) => {
        kept.went.push(`opened ${new URL(address).pathname}`);
      },
    });
    Object.assign(scope.WindowClient?.prototype ?? {}, {
      focus: async () => {
        kept.went.push("came to the front");
      },
    });
  });

const kept = (worker: Worker) =>
  worker.evaluate(() => (globalThis as unknown as { kept: { shown: Shown[]; went: string[] } }).kept);

/** The worker of the built application, and the way its push service takes to it. */
async function started(page: Page) {
  const session: CDPSession = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) =>
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const [first] = registrations;
      if (first) resolve(first.registrationId);
    }),
  );
  await session.send("ServiceWorker.enable");
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/sw.js");
    await navigator.serviceWorker.ready;
  });
  const [worker] = page.context().serviceWorkers();
  if (!worker) throw new Error("no service worker runs");
  await keep(worker);
  const registrationId = await registered;
  const { origin } = new URL(page.url());
  const push = (data: string) =>
    session.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data });
  return { worker, push };
}

/** As the browser says it when somebody presses a notification. */
const press = (worker: Worker, path: string) =>
  worker.evaluate(async (path) => {
    let work: Promise<unknown> = Promise.resolve();
    const event = Object.defineProperties(new Event("notificationclick"), {
      notification: { value: { data: { path }, close: () => undefined } },
      waitUntil: { value: (promise: Promise<unknown>) => (work = promise) },
    });
    globalThis.dispatchEvent(event);
    await work;
  }, path);

const message: PushMessage = {
  id: "6f6b1bb4-31c6-4b6b-9c5e-0c7f3f9c2f11",
  title: "Du har fått et merke: Brobygger",
  path: "/o/nhf/profile/badges/1",
  language: "nb",
};

test("a push message is shown in its own words, and one that cannot be read says whom it is from", async ({
  page,
}) => {
  await page.goto("/verify");
  const { worker, push } = await started(page);
  await push(JSON.stringify(message));
  await push(JSON.stringify(message));
  for (const odd of ["", "nonsense", "null", "5", "[]", '{"title":7}', '{"title":"x"}']) await push(odd);
  await expect.poll(async () => (await kept(worker)).shown.length).toBe(9);
  const [first, second, ...odd] = (await kept(worker)).shown;
  const { id: tag, title, path, language: lang } = message;
  expect(first).toMatchObject({ title, tag, lang, data: { path } });
  expect(second?.tag).toBe(tag);
  for (const one of odd) expect(one).toMatchObject({ title: "Heder", data: { path: "/" } });
});

test("pressing a notification leads to its page, and to the window that shows it already", async ({
  page,
}) => {
  await page.goto("/verify");
  const { worker } = await started(page);
  await press(worker, message.path);
  await press(worker, "/verify");
  expect((await kept(worker)).went).toEqual([`opened ${message.path}`, "came to the front"]);
});
