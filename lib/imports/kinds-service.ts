import { achievements } from "@/lib/imports/achievements-service";
import { activities } from "@/lib/imports/activities-service";
import { awards } from "@/lib/imports/awards-service";
import { certifications } from "@/lib/imports/certifications-service";
import { courses } from "@/lib/imports/courses-service";
import { people } from "@/lib/imports/people-service";
import { referrals } from "@/lib/imports/referrals-service";
import { courseRegistrations } from "@/lib/imports/registrations-service";
import type { ImportKind } from "@/lib/imports/rules";
import type { Kind } from "@/lib/imports/run-service";

/** Every kind of file; what it holds is in COLUMNS. */
export const KINDS: Readonly<Record<ImportKind, Kind>> = {
  people,
  activities,
  courses,
  course_registrations: courseRegistrations,
  referrals,
  achievements,
  awards,
  certifications,
};
