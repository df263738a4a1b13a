import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { WithNumbers } from "@/components/certifications/with-numbers";

/** The parts that stay on one line, and the whole text. */
function shown(text: string) {
  const markup = renderToStaticMarkup(
    <p>
      <WithNumbers>{text}</WithNumbers>
    </p>,
  );
  const kept = [...markup.matchAll(/<span[^>]*>([^<]*)<\/span>/g)].map(([, part]) => part);
  return { kept, text: markup.replaceAll(/<[^>]+>/g, "") };
}

test("each certificate number of a text is kept together, with the full stop behind it", () => {
  for (const [text, kept] of [
    ["Se NHF-2026-00312.", ["NHF-2026-00312."]],
    ["NHF-2026-00312", ["NHF-2026-00312"]],
    ["A1B2C3D4E5-2026-1234567 og (NHF-2026-00312), begge", ["A1B2C3D4E5-2026-1234567", "(NHF-2026-00312),"]],
    ["NHF-2026-00312 NHF-2026-00312", ["NHF-2026-00312", "NHF-2026-00312"]],
    ["E-post 2026-09-01, nr. 12-2026-00312 og NHF-2026", []],
    ["", []],
  ] as const)
    expect(shown(text)).toEqual({ kept, text });
});
