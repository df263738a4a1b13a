import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test, vi } from "vitest";
import { ManyResult } from "@/components/certifications/many-result";
import { msg } from "@/lib/errors";
import { readCatalogue } from "@/lib/i18n/catalogue";

vi.mock("next/navigation", () => ({ useRouter: () => ({}), usePathname: () => "/" }));

const shown = (...problems: (ReturnType<typeof msg> | null)[]) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={readCatalogue("en")} timeZone="Europe/Oslo">
      <ManyResult
        kind="renew"
        ready={[]}
        path="/list"
        outcomes={problems.map((problem, at) => ({ id: String(at), problem }))}
      />
    </NextIntlClientProvider>,
  );

test("that no certificate was renewed is not shown as a success", () => {
  const problem = msg("notFound.certification");
  expect(shown(null, problem)).toContain("bg-success-soft");
  expect(shown(problem, problem)).toContain("No certificates were renewed.");
  expect(shown(problem, problem)).not.toContain("success");
});
