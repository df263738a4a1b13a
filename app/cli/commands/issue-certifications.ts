import { randomUUID } from "node:crypto";
import { issueManyNow } from "@/lib/certifications/batch-now-service";
import type { IssueManyRequest } from "@/lib/certifications/batch-people-queries";
import { refusedRows } from "@/lib/certifications/batch-queries";
import type { BatchOutcome } from "@/lib/certifications/batch-schema";
import { previewIssueMany } from "@/lib/certifications/batch-service";
import { typeWithCode } from "@/lib/certifications/type-queries";
import type { Ctx } from "@/lib/context";
import { type Message, msg } from "@/lib/errors";
import { readCertificateList } from "@/lib/imports/certificate-list";
import { inspectFile, readText } from "@/lib/imports/text-file";
import { actorWithEmail } from "@/lib/organizations/acting-queries";
import { organizationContext } from "@/lib/organizations/context-queries";
import { type CommandTable, command } from "../command";
import { english } from "../output";

type Row = Readonly<{
  line: number;
  person: string | null;
  outcome: BatchOutcome;
  problem: Message | null;
  certificate: string | null;
}>;

/** Everything about a row that led to no certificate. */
const told = ({ line, person, outcome, problem, certificate }: Row) => ({
  line,
  person,
  outcome,
  reason: english(problem ?? msg("issuing.row", { outcome })),
  ...(certificate && { certificate }),
});

/** Every row of the file, judged and not issued. */
async function tried(ctx: Ctx, request: IssueManyRequest): Promise<object> {
  const { total, counts, rows } = await previewIssueMany(ctx, request, Number.POSITIVE_INFINITY);
  const rejected = rows
    .filter(({ outcome }) => outcome !== "waiting")
    .map(({ given, held, ...row }) =>
      told({ ...row, person: given, certificate: held?.certificateNumber ?? null }),
    );
  return { dryRun: true, read: total, issued: counts.waiting ?? 0, rejected };
}

async function issued(ctx: Ctx, request: IssueManyRequest): Promise<object> {
  const { id } = await issueManyNow(ctx, request);
  const rejected: object[] = [];
  for await (const rows of refusedRows(ctx, id)) {
    rejected.push(
      ...rows.map(({ certificate_number: certificate, ...row }) => told({ ...row, certificate })),
    );
  }
  const read = request.list?.length ?? 0;
  return { dryRun: false, read, issued: read - rejected.length, rejected, batch: id };
}

const issueCertifications = command({
  usage: "issue-certifications FILE.csv --org S --type CODE --by EMAIL [--dry-run]",
  options: {
    org: { type: "string", required: true },
    type: { type: "string", required: true },
    /** In whose name: a coordinator or org admin of the organisation, or a global admin. */
    by: { type: "string", required: true },
    "dry-run": { type: "boolean" },
  },
  file: true,
  async run(values, path) {
    const organization = await organizationContext({ slug: values.org }, { kind: "command" });
    const ctx = { ...organization, actor: await actorWithEmail(organization, values.by) };
    const type = await typeWithCode(ctx, values.type);
    let text = "";
    for await (const piece of readText(await inspectFile(path))) text += piece;
    const list = readCertificateList(text, ctx.organization.timeZone);
    const request = { certificationTypeId: type.id, list, idempotencyKey: randomUUID() };
    return values["dry-run"] ? tried(ctx, request) : issued(ctx, request);
  },
});

export const commands: CommandTable = { "": issueCertifications };
