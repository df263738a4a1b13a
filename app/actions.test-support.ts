import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryRoot } from "@/lib/env";

export type Posted = (...input: readonly unknown[]) => Promise<unknown>;
export type FoundAction = Readonly<{
  /** As in `o/[org]/badges/actions.ts award`. */
  title: string;
  /** The last folder with a name of its own, which says what its ids are of. */
  area: string;
  name: string;
  post: Posted;
  /** Its first argument is the organisation, as the page bound it. */
  inOrganization: boolean;
}>;

const sources = (folder: string): string[] =>
  readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test(-support)?\.tsx?$/.test(name))
    .map((name) => `${folder}/${name}`);

/** Every source file that says "use server", wherever in it. */
export const serverFiles = (): string[] =>
  ["app", "components", "lib"]
    .flatMap(sources)
    .filter((file) => /^\s*["']use server["'];?\s*$/m.test(readFileSync(join(repositoryRoot, file), "utf8")))
    .sort();

/** Every server action there is. */
export async function findActions(): Promise<FoundAction[]> {
  const found: FoundAction[] = [];
  for (const file of serverFiles()) {
    const exported: Record<string, unknown> = await import(pathToFileURL(join(repositoryRoot, file)).href);
    const folders = file.split("/").slice(1, -1);
    for (const [name, post] of Object.entries(exported)) {
      if (typeof post !== "function") throw new Error(`${file} exports ${name}, which is no action`);
      found.push({
        title: `${folders.join("/")} ${name}`,
        area: folders.findLast((folder) => !folder.startsWith("[")) ?? "",
        name,
        post: post as Posted,
        inOrganization: folders[0] === "o",
      });
    }
  }
  return found;
}

const TABLE_OF_FIELD: Readonly<Record<string, string>> = {
  userId: "users",
  userIds: "users",
  achievementId: "achievements",
  certificationTypeId: "certification_types",
  courseId: "courses",
  autoIssueCourseId: "courses",
  badgeId: "earned_badges",
  group: "groups",
  logo: "uploads",
};
const TABLE_OF_AREA: Readonly<Record<string, string>> = {
  account: "backpack_grants",
  achievements: "achievements",
  "api-keys": "api_keys",
  activity: "activities",
  admin: "organizations",
  approvals: "earned_badges",
  backpack: "backpack_connections",
  backpacks: "external_backpacks",
  badges: "earned_badges",
  batches: "award_batches",
  certifications: "certifications",
  collection: "external_badges",
  courses: "courses",
  endorsements: "achievement_endorsements",
  imports: "imports",
  inbox: "notifications",
  jobs: "job_runs",
  mistakes: "mistake_reports",
  many: "certifications",
  pauses: "streak_pauses",
  preview: "achievements",
  profile: "badge_shares",
  queue: "earned_badges",
  referrals: "referrals",
  reports: "earned_badges",
  revocations: "badge_revocations",
  tiers: "recognition_tiers",
  views: "saved_views",
  webhooks: "webhooks",
};
const TABLE_OF_ACTION: Readonly<Record<string, string>> = {
  "backpack connect": "external_backpacks",
  "profile setVisible": "earned_badges",
  "profile reportOne": "earned_badges",
  "profile decline": "earned_badges",
  "profile accept": "earned_badges",
  "profile withdrawOwnPause": "streak_pauses",
  "profile withdrawAll": "profile_shares",
  "certifications updateType": "certification_types",
  "certifications activateType": "certification_types",
  "certifications deactivateType": "certification_types",
  "certifications saveDesignOfType": "certification_types",
  "jobs backfill": "achievements",
  "courses correct": "course_registrations",
  "courses voidOne": "course_registrations",
  "queue retryJob": "job_runs",
  "queue retryBackpack": "external_identifiers",
  "queue retryWebhook": "webhook_deliveries",
  "queue retryMessage": "notifications",
  "webhooks again": "webhook_deliveries",
};

/** What a field's id is an id of; null for a key the sender makes. An unknown one has to be added here. */
export function tableOf({ area, name }: FoundAction, field: string): string | null {
  if (field === "idempotencyKey") return null;
  const own = /^ids?$/.test(field) && (TABLE_OF_ACTION[`${area} ${name}`] ?? TABLE_OF_AREA[area]);
  const table = own || TABLE_OF_FIELD[field];
  if (!table)
    throw new Error(`Say in app/actions.test-support.ts what ${field} of ${area} ${name} refers to`);
  return table;
}
