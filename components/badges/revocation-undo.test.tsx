// @vitest-environment jsdom
import { NextIntlClientProvider } from "next-intl";
import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, expect, test, vi } from "vitest";
import { RevocationUndo } from "@/components/badges/revocation-undo";
import { latestAnnouncement } from "@/components/ui/announce";
import { readCatalogue } from "@/lib/i18n/catalogue";

const push = vi.fn();
const router = { push };
vi.mock("next/navigation", () => ({ useRouter: () => router, unstable_rethrow: () => undefined }));
afterEach(() => vi.unstubAllGlobals());

// What jsdom does not have.
Object.assign(HTMLDialogElement.prototype, {
  showModal(this: HTMLDialogElement) {
    this.open = true;
  },
  close(this: HTMLDialogElement) {
    this.open = false;
  },
});

/** What is said when so many of three badges came back, and in what tone. */
async function saidOf(undone: number) {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  const place = document.body.appendChild(document.createElement("div"));
  const root = createRoot(place);
  await act(async () =>
    root.render(
      <NextIntlClientProvider locale="en" messages={readCatalogue("en")} timeZone="Europe/Oslo">
        <RevocationUndo
          id="1"
          revoked={3}
          comingBack={2}
          action={async () => ({ ok: true, data: { undone } })}
          backTo="/list"
        />
      </NextIntlClientProvider>,
    ),
  );
  const press = (label: string) =>
    act(async () => [...place.querySelectorAll("button")].find((one) => one.textContent === label)?.click());
  await press("Undo the revocation");
  expect(place.textContent).toContain("Do you want to give back 2 badges?");
  expect(place.textContent).toContain("1 badge is not among them");
  await press("Give back");
  await act(async () => root.unmount());
  const said = latestAnnouncement();
  return [said?.text.trim(), said?.tone];
}

test("what is said of an undone revocation is how many badges came back, and leads to the list; none is no success", async () => {
  expect(await saidOf(3)).toEqual(["3 badges were given back.", "success"]);
  expect(await saidOf(1)).toEqual(["1 badge was given back. 2 are still revoked.", "success"]);
  expect(await saidOf(0)).toEqual(["No badges were given back. 3 are still revoked.", "info"]);
  expect(push.mock.calls).toEqual([["/list"], ["/list"], ["/list"]]);
});
