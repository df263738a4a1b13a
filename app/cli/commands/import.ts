import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { importCertificationTypes } from "@/lib/certifications/type-import-service";
import { type ImportResult, importFile } from "@/lib/imports/import-service";
import { IMPORT_KINDS, type ImportKind } from "@/lib/imports/rules";
import type { Remark } from "@/lib/imports/run-service";
import { organizationContext } from "@/lib/organizations/context-queries";
import { importLadder } from "@/lib/tiers/import-service";
import { type Command, type CommandTable, command } from "../command";
import { english } from "../output";

const inEnglish = ({ line, field, reason }: Remark) => ({
  line,
  field,
  reason: english(reason, field ?? undefined),
});

function answer({ id, rejected, warnings, ...counts }: ImportResult) {
  return {
    ...counts,
    rejected: rejected.map(inEnglish),
    warnings: warnings.map(inEnglish),
    import: id,
  };
}

/** `course_registrations` is typed `course-registrations`. */
const nameOf = (kind: ImportKind) => kind.replace("_", "-");

const importOf = (kind: ImportKind): Command =>
  command({
    usage: `import ${nameOf(kind)} FILE --org S [--dry-run]`,
    options: { org: { type: "string", required: true }, "dry-run": { type: "boolean" } },
    file: true,
    async run(values, path) {
      const ctx = await organizationContext({ slug: values.org }, { kind: "command" });
      return answer(
        await importFile(ctx, { kind, path, fileName: basename(path), dryRun: values["dry-run"] }),
      );
    },
  });

/** A ladder is a few rows that belong together: one JSON list, taken over in one transaction. */
const tiers = command({
  usage: "import tiers FILE.json --org S [--dry-run]",
  options: { org: { type: "string", required: true }, "dry-run": { type: "boolean" } },
  file: true,
  async run(values, path) {
    const ctx = await organizationContext({ slug: values.org }, { kind: "command" });
    const { rejected, warnings, ...counts } = await importLadder(ctx, jsonIn(await readFile(path, "utf8")), {
      dryRun: values["dry-run"],
    });
    return { ...counts, rejected: rejected.map(inEnglish), warnings: warnings.map(inEnglish) };
  },
});

/** Types of certificates are a few as well; each stands for itself. */
const certificationTypes = command({
  usage: "import certification-types FILE.json --org S [--dry-run]",
  options: { org: { type: "string", required: true }, "dry-run": { type: "boolean" } },
  file: true,
  async run(values, path) {
    const ctx = await organizationContext({ slug: values.org }, { kind: "command" });
    const given = jsonIn(await readFile(path, "utf8"));
    const { rejected, ...counts } = await importCertificationTypes(ctx, given, {
      dryRun: values["dry-run"],
    });
    return { ...counts, rejected: rejected.map(inEnglish) };
  },
});

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return null;
  }
}

export const commands: CommandTable = {
  ...Object.fromEntries(IMPORT_KINDS.map((kind) => [nameOf(kind), importOf(kind)])),
  tiers,
  "certification-types": certificationTypes,
};
