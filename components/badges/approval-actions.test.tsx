// @vitest-environment jsdom
import { NextIntlClientProvider } from "next-intl";
import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApprovalActions } from "@/components/badges/approval-actions";
import { useDecisions } from "@/components/badges/decisions";
import { Selection } from "@/components/data-table/selection";
import { latestAnnouncement } from "@/components/ui/announce";
import { readCatalogue } from "@/lib/i18n/catalogue";

vi.mock("next/navigation", () => ({ useRouter: () => ({}), unstable_rethrow: () => undefined }));
beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
});
afterEach(() => vi.unstubAllGlobals());

function Bar({ decided }: { decided: number }) {
  const { remember } = useDecisions();
  const decide = async () =>
    ({ ok: true, data: { decided, undecided: [], undecidedCount: 2 - decided, left: 0 } }) as const;
  return <ApprovalActions ids={["a", "b"]} remember={remember} approve={decide} reject={decide} />;
}

/** In what tone it is said that so many of two were approved. */
async function toneFor(decided: number) {
  const place = document.body.appendChild(document.createElement("div"));
  const root = createRoot(place);
  await act(async () =>
    root.render(
      <NextIntlClientProvider locale="en" messages={readCatalogue("en")} timeZone="Europe/Oslo">
        <Selection ids={["a", "b"]}>
          <Bar decided={decided} />
        </Selection>
      </NextIntlClientProvider>,
    ),
  );
  await act(async () => place.querySelector("button")?.click());
  await act(async () => root.unmount());
  return latestAnnouncement()?.tone;
}

test("that none could be approved is not said as a success", async () => {
  expect(await toneFor(2)).toBe("success");
  expect(await toneFor(1)).toBe("success");
  expect(await toneFor(0)).toBe("info");
});
