import type { Received } from "@/lib/api/rules";

type Examples = Readonly<Record<"one" | "several", { summary: string; value: object }>>;

const examples = (one: object, other: object): Examples => ({
  one: { summary: "One", value: one },
  several: { summary: "Several", value: { items: [one, other] } },
});

/** What a request of each kind can look like; a test sends every one of them. */
export const EXAMPLES: Readonly<Record<Received, Examples>> = {
  activities: examples(
    {
      person: "m-1024",
      kind: "home_visit",
      occurred_at: "2026-11-20T17:30:00Z",
      minutes: 90,
      external_id: "visit-7731",
    },
    { person: "kari@example.org", kind: "group_meeting", occurred_at: "2026-11-19", participants: 12 },
  ),
  referrals: examples(
    { person: "m-1024", occurred_at: "2026-11-20T17:30:00Z", status: "completed", external_id: "ref-88" },
    { person: "kari@example.org", occurred_at: "2026-11-19" },
  ),
  "course-registrations": examples(
    { person: "m-1024", course: "BASIC-1", registered_on: "2026-09-01", completed_on: "2026-11-20" },
    { person: "kari@example.org", course: "BASIC-1", status: "registered", registered_on: "2026-11-19" },
  ),
};
