import { readFileSync } from "node:fs";
import { IntlProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { Medallion } from "@/components/medallion/medallion";
import { MedallionSheet } from "@/components/medallion/medallion-sheet";

const BADGES = [
  { icon: "star", category: "activity" },
  { icon: "heart", category: "activity" },
  { icon: "star:silver", category: "activity" },
  { icon: "@AB:bronze:milestone", category: "activity" },
  { icon: "https://example.org/picture.png", category: "special" },
] as const;

const page = renderToStaticMarkup(
  <IntlProvider locale="en" messages={{ common: { medallion: { locked: "Locked" } } }} timeZone="Europe/Oslo">
    <MedallionSheet sheet="s" badges={BADGES} />
    {BADGES.map((badge) => (
      <Medallion key={badge.icon} decorative size={112} sheet="s" {...badge} />
    ))}
  </IntlProvider>,
);
const symbols = new Map(
  [...page.matchAll(/<symbol id="([^"]*)"([^>]*)>/g)].map(([, id = "", rest = ""]) => [id, rest]),
);
const faces = [...page.matchAll(/href="#([^"]*)"/g)].map(([, id = ""]) => id);

describe("a sheet of medallions", () => {
  test("has each face once, and every face that is asked for", () => {
    expect(faces).toHaveLength(4);
    expect([...new Set(faces)]).toEqual([...symbols.keys()]);
    expect(symbols.size).toBe(3);
  });

  test("draws a rim in its metal where it stands, as its gradient has no colours from elsewhere", () => {
    const [gold, , silver, bronze] = faces.map((face) => symbols.get(face));
    expect(gold).not.toContain("class");
    expect(silver).toContain("--ds-silver-light");
    expect(bronze).toContain("--ds-bronze-light");
  });

  // A selector that names a theme around it does not reach a face that is used from the sheet.
  test("has light by a property of the theme alone", () => {
    const css = readFileSync(new URL("../../app/medallion.css", import.meta.url), "utf8");
    const selectors = [...css.matchAll(/^\s*([^\n{}]*\.medallion-light[^\n{]*)\{/gm)].map(([, one]) =>
      one?.trim(),
    );
    expect(selectors).toEqual([".medallion-light"]);
    expect(css).toMatch(/\[data-theme="contrast"\] \{[^}]*--medallion-light: none/);
  });
});
