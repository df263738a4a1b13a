import type { APIRequestContext } from "@playwright/test";

const ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** The address that a file below app/ answers to, with `[name]` where something is named; groups are no part of it. */
export const templateOf = (file: string): string =>
  `/${file.replace(/\/?page\.tsx$/, "").replace(/(^|\/)\([^)]*\)/g, "")}`.replace("//", "/");

const isComplete = (template: string) => !template.includes("[");

/**
 * A real address for each template of an organisation's pages: found by following the links that stand on the pages
 * themselves, as somebody who may see all of them. Throws when no page leads to one.
 */
export async function realAddresses(
  request: APIRequestContext,
  org: string,
  files: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const wanted = new Map<string, RegExp>();
  for (const file of files) {
    const template = templateOf(file).replace("[org]", org);
    if (isComplete(template)) found.set(file, template);
    else wanted.set(file, new RegExp(`href="(${template.replace(/\[\w+\]/g, ID)})"`));
  }
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
  if (wanted.size > 0) throw new Error(`No page leads to ${[...wanted.keys()].join(", ")}`);
  return found;
}
