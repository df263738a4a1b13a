import type { Temporal } from "temporal-polyfill";
import { distinctNames, mailbox } from "@/lib/demo/names";
import type { DemoPerson, DemoPlan } from "@/lib/demo/plan";
import type { Random } from "@/lib/demo/random";

type Day = Temporal.PlainDate;

/** Who is in the organisation: one org admin, two coordinators, the rest peer mentors; the first of each can sign in. */
export function people(
  chosenBy: Random,
  today: Day,
  options: Readonly<{ count: number; domain: string; groups: readonly string[] }>,
): DemoPerson[] {
  const roles = ["org_admin", "coordinator", "coordinator"] as const;
  return distinctNames(options.count, chosenBy).map((name, index) => ({
    person: String(1001 + index),
    name,
    email: `${mailbox(name)}@${options.domain}`,
    role: roles[index] ?? "peer_mentor",
    joined_on: today.subtract({ days: chosenBy.between(200, 4_000) }).toString(),
    groups: chosenBy.pick(options.groups),
  }));
}

/** How busy a person is: activities a month, most people few, some many, a few none. */
function pace(chosenBy: Random): number {
  const luck = chosenBy.next();
  if (luck < 0.1) return 0;
  if (luck < 0.55) return 0.6;
  return luck < 0.9 ? 1.6 : 4;
}

/**
 * Two years of activity up to yesterday, quieter in July and at the end of December, each with its local time.
 * Everybody's pace is their own; the first peer mentor is always a busy one, so that the demo has something to show.
 */
export function activities(
  chosenBy: Random,
  today: Day,
  options: Readonly<{ people: readonly DemoPerson[]; kinds: readonly string[] }>,
): DemoPlan["activities"] {
  const rows: Record<string, string | number>[] = [];
  const mentors = options.people.filter((one) => one.role === "peer_mentor");
  for (const [index, mentor] of mentors.entries()) {
    const monthly = index === 0 ? 3 : pace(chosenBy);
    for (let daysAgo = 730; daysAgo > 0; daysAgo--) {
      const day = today.subtract({ days: daysAgo });
      if (day.toString() < mentor.joined_on || !chosenBy.chance((monthly / 30) * season(day))) continue;
      const hour = chosenBy.between(9, 20);
      rows.push({
        person: mentor.person,
        kind: chosenBy.pick(options.kinds),
        occurred_at: `${day}T${String(hour).padStart(2, "0")}:${chosenBy.pick(["00", "15", "30"])}:00`,
        minutes: chosenBy.pick([30, 45, 60, 60, 90, 120]),
        participants: chosenBy.pick([1, 1, 1, 2, 5, 8, 12]),
        external_id: `a-${mentor.person}-${day}`,
      });
    }
  }
  return rows;
}

function season(day: Day): number {
  if (day.month === 7 || (day.month === 12 && day.day > 20)) return 0.3;
  return [9, 10, 11, 2, 3].includes(day.month) ? 1.3 : 1;
}

/** Registrations in every course by some of the mentors: most complete, some withdraw, the newest are still going. */
export function registrations(
  chosenBy: Random,
  today: Day,
  options: Readonly<{
    people: readonly DemoPerson[];
    courses: readonly Readonly<{ code: string; daysAgo: number; share: number }>[];
  }>,
): DemoPlan["registrations"] {
  const mentors = options.people.filter((one) => one.role === "peer_mentor");
  return options.courses.flatMap((course) =>
    mentors
      .filter((_, index) => index === 0 || chosenBy.chance(course.share))
      .map((mentor, index) => {
        const ended = today.subtract({ days: course.daysAgo });
        const registered = ended.subtract({ days: chosenBy.between(45, 70) }).toString();
        const row = { person: mentor.person, course: course.code, registered_on: registered };
        if (course.daysAgo < 0) return { ...row, status: "registered", completed_on: "", grade: "" };
        if (index > 0 && chosenBy.chance(0.12))
          return { ...row, status: "withdrawn", completed_on: "", grade: "" };
        return { ...row, status: "completed", completed_on: ended.toString(), grade: "Bestått" };
      }),
  );
}

/** People whom mentors brought in; some are still being talked to. */
export function referrals(
  chosenBy: Random,
  today: Day,
  options: Readonly<{ people: readonly DemoPerson[] }>,
): DemoPlan["referrals"] {
  const mentors = options.people.filter((one) => one.role === "peer_mentor");
  return mentors.flatMap((mentor, index) => {
    const count = index === 0 ? 4 : chosenBy.pick([0, 0, 0, 1, 2, 5]);
    return Array.from({ length: count }, (_, which) => ({
      person: mentor.person,
      occurred_at: today.subtract({ days: chosenBy.between(5, 700) }).toString(),
      status: index === 0 || chosenBy.chance(0.7) ? "completed" : chosenBy.pick(["pending", "declined"]),
      external_id: `v-${mentor.person}-${which + 1}`,
    }));
  });
}
