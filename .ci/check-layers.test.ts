import { expect, test } from "vitest";
import { checkLayers } from "./check-layers";
import { rules, slices } from "./layers";
import { temporaryTree } from "./temporary-tree";

const clean: Record<string, string> = {
  "lib/errors.ts": "export class AppError extends Error {}",
  "lib/result.ts": 'import type { AppError } from "@/lib/errors"; export type Result = AppError;',
  "lib/db.ts":
    'import { PrismaClient } from "@/lib/generated/prisma/client"; export const db = new PrismaClient();',
  "lib/env.ts": "export const env = {};",
  "lib/auth/policy.ts": 'export const can = () => "yes";',
  "lib/database/start.ts": "export const start = 1;",
  "lib/jobs/catalog.ts": 'import { z } from "zod"; export const catalog = z;',
  "lib/jobs/queue.ts": 'import { db } from "@/lib/db"; export const enqueue = db;',
  "lib/jobs/handlers.ts": 'import { award } from "@/lib/badges/service"; export const handlers = { award };',
  "lib/jobs/worker.ts": 'import { handlers } from "./handlers"; export const work = handlers;',
  "lib/testing/world.ts": 'import { join } from "@/lib/people/service"; export const world = join;',
  "lib/people/schema.ts": 'import { z } from "zod"; export const person = z;',
  "lib/people/service.ts": 'import { db } from "@/lib/db"; export const join = db;',
  "lib/badges/rules.ts": 'import { person } from "@/lib/people/schema"; export const standing = person;',
  "lib/badges/service.ts":
    'import { db } from "@/lib/db"; import { join } from "@/lib/people/service"; import { standing } from "./rules"; export const award = [db, join, standing];',
  "lib/badges/service.test.ts":
    'import { world } from "@/lib/testing/world"; import { db } from "@/lib/db"; export const t = [world, db];',
  "components/ui/button.tsx":
    'import type { Result } from "@/lib/result"; export const Button = (p: Result) => <b>{String(p)}</b>;',
  "components/badges/badge-list.tsx":
    'import { Button } from "@/components/ui/button"; import type { award } from "@/lib/badges/service"; import { standing } from "@/lib/badges/rules"; export const BadgeList = (p: typeof award) => <Button>{String([p, standing])}</Button>;',
  "app/o/[org]/badges/page.tsx":
    'import { BadgeList } from "@/components/badges/badge-list"; import { award } from "@/lib/badges/service"; import { create } from "./actions"; export default () => <BadgeList {...[award, create]} />;',
  "app/o/[org]/badges/actions.ts": "export const create = 1;",
  "app/cli/worker.ts":
    'import { work } from "@/lib/jobs/worker"; import { start } from "@/lib/database/start"; export const w = [work, start];',
  "e2e/story.spec.ts": 'import { world } from "@/lib/testing/world"; export const w = world;',
};

test("a clean tree has no breach", () => {
  expect(checkLayers(temporaryTree(clean))).toEqual([]);
});

const planted: [rule: string, path: string, text: string][] = [
  [
    "lib-knows-no-ui",
    "lib/badges/queries.ts",
    'import type { Button } from "@/components/ui/button"; export type B = typeof Button;',
  ],
  [
    "lib-knows-no-ui",
    "lib/badges/queries.ts",
    'export const f = () => import("@/app/o/[org]/badges/actions");',
  ],
  [
    "components-know-no-routes",
    "components/badges/form.tsx",
    'import { create } from "@/app/o/[org]/badges/actions"; export const f = create;',
  ],
  [
    "ui-kit-is-generic",
    "components/ui/card.tsx",
    'import { BadgeList } from "@/components/badges/badge-list"; export const Card = BadgeList;',
  ],
  [
    "ui-kit-is-generic",
    "components/form/field.tsx",
    'import { standing } from "@/lib/badges/rules"; export const f = standing;',
  ],
  [
    "components-see-only-browser-safe-lib",
    "components/badges/x.tsx",
    'import { award } from "@/lib/badges/service"; export const x = award;',
  ],
  [
    "components-see-only-browser-safe-lib",
    "components/badges/x.tsx",
    'import { type award } from "@/lib/badges/service"; export type X = typeof award;',
  ],
  [
    "components-see-only-browser-safe-lib",
    "components/badges/x.tsx",
    'import { readFileSync } from "node:fs"; export const x = readFileSync;',
  ],
  [
    "rules-and-schemas-are-pure",
    "lib/badges/schema.ts",
    'import { env } from "@/lib/env"; export const x = env;',
  ],
  ["rules-and-schemas-are-pure", "lib/badges/schema.ts", 'import pino from "pino"; export const x = pino;'],
  [
    "db-only-in-data-files",
    "app/o/[org]/badges/loading.tsx",
    'import { db } from "@/lib/db"; export const x = db;',
  ],
  [
    "db-only-in-data-files",
    "lib/badges/format.ts",
    'import type { Tx } from "@/lib/generated/prisma/client"; export type X = Tx;',
  ],
  ["db-only-in-data-files", "lib/http/page.ts", 'export { Client } from "pg";'],
  [
    "server-control-only-from-the-command-line",
    "app/o/[org]/badges/loading.tsx",
    'import { start } from "@/lib/database/start"; export const x = start;',
  ],
  [
    "only-the-runner-sees-handlers",
    "lib/badges/queries.ts",
    'import { handlers } from "@/lib/jobs/handlers"; export const x = handlers;',
  ],
  [
    "only-the-runner-sees-handlers",
    "app/o/[org]/badges/loading.tsx",
    'import { work } from "@/lib/jobs/worker"; export const x = work;',
  ],
  [
    "kernel-is-the-floor",
    "lib/auth/session.ts",
    'import { join } from "@/lib/people/service"; export const x = join;',
  ],
  [
    "kernel-is-the-floor",
    "lib/context.ts",
    'import type { person } from "@/lib/people/schema"; export type X = typeof person;',
  ],
  [
    "slices-import-only-earlier-slices",
    "lib/people/queries.ts",
    'import { standing } from "@/lib/badges/rules"; export const x = standing;',
  ],
  [
    "slices-import-only-earlier-slices",
    "lib/people/queries.ts",
    'export type X = import("@/lib/badges/service").award;',
  ],
  [
    "command-line-is-apart",
    "app/cli/print.ts",
    'import { create } from "@/app/o/[org]/badges/actions"; export const x = create;',
  ],
  [
    "command-line-is-apart",
    "app/o/[org]/badges/loading.tsx",
    'import { w } from "@/app/cli/worker"; export const x = w;',
  ],
  [
    "testing-is-for-tests",
    "lib/badges/queries.ts",
    'import { world } from "@/lib/testing/world"; export const x = world;',
  ],
  [
    "testing-is-for-tests",
    "lib/badges/queries.ts",
    'import { load } from "@/lib/badges/load.test-support"; export const x = load;',
  ],
  [
    "end-to-end-stays-outside",
    "e2e/badges.spec.ts",
    'import { award } from "@/lib/badges/service"; export const x = award;',
  ],
  ["nothing-imports-the-checks", "prisma/seed.ts", 'import { x } from "@/.ci/layers"; export const y = x;'],
  ["no-cycles", "lib/people/queries.ts", 'import { back } from "./query-parts"; export const x = back;'],
  ["unknown-room", "lib/gadgets/service.ts", "export const x = 1;"],
  ["unknown-room", "lib/misc.ts", "export const x = 1;"],
  ["no-junk-drawers", "lib/badges/utils.ts", "export const x = 1;"],
  ["no-junk-drawers", "components/ui/index.ts", "export const x = 1;"],
  ["unresolved", "lib/badges/queries.ts", 'import { x } from "./gone"; export const y = x;'],
];

/** What a planted breach needs beside itself to be a breach. */
const beside: Record<string, Record<string, string>> = {
  "no-cycles": {
    "lib/people/query-parts.ts":
      'import type { x } from "./queries"; export const back = 1; export type Back = typeof x;',
  },
  "testing-is-for-tests": { "lib/badges/load.test-support.ts": 'export { Client as load } from "pg";' },
  "nothing-imports-the-checks": { ".ci/layers.ts": "export const x = 1;" },
};

test.each(planted)("a planted breach of %s in %s is caught", (rule, path, text) => {
  const breaches = checkLayers(temporaryTree({ ...clean, ...beside[rule], [path]: text }));
  expect(breaches.map((breach) => breach.rule)).toEqual([rule]);
  expect(breaches[0]?.place).toContain(path);
});

test("every rule has a planted breach", () => {
  const tried = new Set(planted.map(([rule]) => rule));
  expect(rules.map((rule) => rule.name).filter((name) => !tried.has(name))).toEqual([]);
});

test.each(slices.slice(0, -1).map((slice, index) => [slice, slices[index + 1] ?? ""]))(
  "%s may not import %s, the next in order",
  (earlier, later) => {
    const root = temporaryTree({
      [`lib/${earlier}/rules.ts`]: `import { x } from "@/lib/${later}/rules"; export const y = x;`,
      [`lib/${later}/rules.ts`]: "export const x = 1;",
    });
    expect(checkLayers(root).map((breach) => breach.rule)).toEqual(["slices-import-only-earlier-slices"]);
  },
);

test("a file that does not parse stops the check", () => {
  const root = temporaryTree({ "lib/env.ts": "export const = ;" });
  expect(() => checkLayers(root)).toThrow("lib/env.ts does not parse");
});
