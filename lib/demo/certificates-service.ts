import { issueManyNow } from "@/lib/certifications/batch-now-service";
import { storedDesign } from "@/lib/certifications/design-queries";
import { certificateDesignUpdate } from "@/lib/certifications/design-schema";
import { saveDesign } from "@/lib/certifications/design-service";
import { sweepCertifications } from "@/lib/certifications/expiry-service";
import { renewCertification } from "@/lib/certifications/renewal-service";
import { issueCertification, revokeCertification } from "@/lib/certifications/service";
import { createCertificationType } from "@/lib/certifications/type-service";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import type { DemoCertification, DemoPlan } from "@/lib/demo/plan";

export type Cast = Readonly<{
  /** Accounts by the person's reference. */
  users: ReadonlyMap<string, string>;
  /** The coordinator, as many days ago. */
  acting: (daysAgo: number) => Ctx;
}>;

/** Oldest first, so that the numbers of a year run with its days; each as a coordinator did it on that day. */
export async function certify(plan: DemoPlan, ctx: Ctx, { users, acting }: Cast): Promise<void> {
  const types = new Map<string, string>();
  for (const type of plan.certificationTypes) types.set(type.code, await typeId(ctx, type));
  const steps = plan.certifications.flatMap((one) => lifeOf(one, { users, types }));
  for (const { daysAgo, run } of steps.sort((one, other) => other.daysAgo - one.daysAgo)) {
    await run(acting(daysAgo));
  }
  await sweepCertifications(ctx);
  await certifyTogether(plan, acting(1), { users, typeId: [...types.values()][0] });
}

type Step = Readonly<{ daysAgo: number; run: (ctx: Ctx) => Promise<void> }>;

/** What happens to one certificate, each on its day. */
function lifeOf(
  { person, type, issuedDaysAgo, renewedDaysAgo, revoked }: DemoCertification,
  { users, types }: Pick<Cast, "users"> & { types: ReadonlyMap<string, string> },
): Step[] {
  let id = "";
  const issue = async (ctx: Ctx) => {
    const idempotencyKey = `demo-${type}-${person}`;
    const [userId = "", certificationTypeId = ""] = [users.get(person), types.get(type)];
    ({ id } = await issueCertification(ctx, { userId, certificationTypeId, idempotencyKey }));
  };
  const renew = async (ctx: Ctx) => {
    await renewCertification(ctx, { id, idempotencyKey: `demo-renewed-${type}-${person}` });
  };
  const revoke = async (ctx: Ctx) => {
    await revokeCertification(ctx, { id, reason: revoked ?? "" });
  };
  return [
    { daysAgo: issuedDaysAgo, run: issue },
    ...(renewedDaysAgo === undefined ? [] : [{ daysAgo: renewedDaysAgo, run: renew }]),
    ...(revoked === undefined ? [] : [{ daysAgo: Math.max(issuedDaysAgo - 20, 0), run: revoke }]),
  ];
}

const TOGETHER = 3;

/** Several at once, to people who have never had one. */
async function certifyTogether(
  plan: DemoPlan,
  ctx: Ctx,
  { users, typeId }: Pick<Cast, "users"> & { typeId: string | undefined },
): Promise<void> {
  const holders = new Set(plan.certifications.map(({ person }) => person));
  const others = plan.people.filter(({ role, person }) => role === "peer_mentor" && !holders.has(person));
  const userIds = others.slice(-TOGETHER).flatMap(({ person }) => users.get(person) ?? []);
  if (!typeId || userIds.length === 0) return;
  await issueManyNow(ctx, { certificationTypeId: typeId, userIds, idempotencyKey: "demo-together" });
}

type DemoType = DemoPlan["certificationTypes"][number];

/** The type with its design, made where it is not there yet. */
async function typeId(ctx: Ctx, { design, validityMonths, ...type }: DemoType): Promise<string> {
  const known = await inTenant(ctx, (tx) =>
    tx.certificationType.findFirst({
      where: { organizationId: ctx.organization.id, code: type.code },
      select: { id: true, template: true },
    }),
  );
  const limit = validityMonths === null ? {} : { validityMonths };
  const { id } = known ?? (await createCertificationType(ctx, { ...type, ...limit, accessScopes: [] }));
  if (design && !storedDesign(known?.template))
    await saveDesign(ctx, certificateDesignUpdate.parse({ ...design, id }));
  return id;
}
