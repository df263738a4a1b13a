import type { APIRequestContext } from "@playwright/test";
import type { Page } from "./pages";

/** An id as it stands in an address. */
export const ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** The address that a file below app/ answers to, with `[name]` where something is named; groups are no part of it. */
export const templateOf = (file: string): string =>
  `/${file.replace(/\/?page\.tsx$/, "").replace(/(^|\/)\([^)]*\)/g, "")}`.replace("//", "/");

/** What is done to a thing has its page right below the thing's own, whoever may see a link to it. */
function besideOf(file: string, found: ReadonlyMap<string, string>): string | null {
  const [, thing, deed] = /^(.*\])\/([a-z-]+)\/page\.tsx$/.exec(file) ?? [];
  const address = thing && found.get(`${thing}/page.tsx`);
  return address ? `${address}/${deed}` : null;
}

/**
 * A real address for each of an organisation's pages: the one its way says, or found by following the links that stand
 * on the pages themselves, as somebody who may see nearly all of them; the rest stand below a thing that was found.
 * Throws when no page leads to one.
 */
export async function realAddresses(
  request: APIRequestContext,
  pages: readonly Page[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const wanted = new Map<string, RegExp>();
  for (const { file, way } of pages) {
    const address = way.at(-1) ?? "";
    if (!address.includes(":")) found.set(file, address.replace(/\?.*$/, ""));
    else wanted.set(file, linkTo(file));
  }
  await follow(request, found, wanted);
  for (const file of wanted.keys()) {
    const beside = besideOf(file, found);
    if (!beside) throw new Error(`No page leads to ${file}`);
    found.set(file, beside);
  }
  return found;
}

const linkTo = (file: string) =>
  new RegExp(
    `href="(${templateOf(file)
      .replace("[org]", "nhf")
      .replace("[year]", "\\d{4}")
      .replace(/\[\w+\]/g, ID)})(?:\\?[^"]*)?"`,
  );

/** Reads page after page and moves what they link to from the wanted ones to those found. */
async function follow(request: APIRequestContext, found: Map<string, string>, wanted: Map<string, RegExp>) {
  const toRead = [...found.values()];
  for (let address = toRead.shift(); address && wanted.size > 0; address = toRead.shift()) {
    const html = await (await request.get(address)).text();
    for (const [file, link] of wanted) {
      const target = link.exec(html)?.[1];
      if (!target) continue;
      wanted.delete(file);
      found.set(file, target);
      toRead.push(target);
    }
  }
}
