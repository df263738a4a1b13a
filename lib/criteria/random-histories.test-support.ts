import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import type { History } from "@/lib/criteria/naive-rules.test-support";

/** Clocks that jump by an hour, by half an hour, at midnight, by a whole day, and one that never does. */
export const timeZones = [
  "Europe/Oslo",
  "Australia/Lord_Howe",
  "America/Sao_Paulo",
  "Africa/Cairo",
  "Pacific/Apia",
  "America/New_York",
  "Asia/Kathmandu",
];

/** Local moments where calendars are easily wrong: DST nights, year ends, leap days, ISO years, a skipped day. */
const corners = [
  "2011-12-29T23:30",
  "2011-12-31T00:15",
  "2017-10-15T00:30",
  "2018-02-17T23:30",
  "2018-11-04T00:10",
  "2020-02-29T12:00",
  "2020-12-31T23:59",
  "2021-01-03T23:59",
  "2021-01-04T00:00",
  "2023-04-28T00:20",
  "2023-10-26T23:40",
  "2024-02-29T00:00",
  "2024-03-10T02:30",
  "2024-03-31T02:30",
  "2024-10-27T02:30",
  "2024-12-30T00:00",
  "2025-01-01T00:00",
  "2025-03-31T23:59",
  "2025-12-28T23:59",
  "2026-01-01T00:00",
];

const minutes = (range: number) => fc.integer({ min: -range, max: range });

const corner = (timeZone: string) =>
  fc
    .tuple(fc.constantFrom(...corners), fc.oneof(minutes(3), minutes(200), minutes(5000)))
    .map(([at, shift]) =>
      Temporal.PlainDateTime.from(at)
        .toZonedDateTime(timeZone)
        .add({ minutes: shift })
        .toInstant()
        .toString(),
    );

/** A run of days, weeks or months, some with a hole, so that streaks come about; its clock time is kept. */
const run = (timeZone: string) =>
  fc
    .tuple(
      fc.constantFrom(...corners),
      minutes(3000),
      fc.constantFrom("days", "weeks", "months"),
      fc.integer({ min: 2, max: 9 }),
      fc.subarray([1, 2, 3, 5], { maxLength: 2 }),
    )
    .map(([at, shift, unit, length, holes]) => {
      const first = Temporal.PlainDateTime.from(at).add({ minutes: shift });
      const steps = Array.from({ length }, (_, n) => n).filter((n) => !holes.includes(n));
      return steps.map((n) =>
        first
          .add({ [unit]: n })
          .toZonedDateTime(timeZone)
          .toInstant()
          .toString(),
      );
    });

const moments = (timeZone: string, maximum: number) =>
  fc
    .tuple(fc.array(corner(timeZone), { maxLength: maximum }), fc.array(run(timeZone), { maxLength: 2 }))
    .map(([some, runs]) => [...some, ...runs.flat()]);

export const kinds = ["meeting", "visit", 'a "quoted" \\ kind, æøå'];
export const courses = ["basic", "advanced", "leader"];
const often = <T>(value: T, other: T) => fc.constantFrom(value, value, value, value, value, other);
export const day = fc.constantFrom(...corners).map((at) => at.slice(0, 10));

const activity = fc.record({
  kind: fc.constantFrom(...kinds),
  minutes: fc.constantFrom(null, 0, 15, 30, 45, 60, 90, 240),
  participants: fc.constantFrom(null, 0, 2, 3, 12),
  voided: often(false, true),
});
const registration = fc.record({
  course: fc.constantFrom(...courses),
  completedOn: fc.option(day, { freq: 6 }),
  grade: fc.constantFrom(null, "40", "60", "59,5", "60.5", "Bestått", "6x", "-"),
  voided: often(false, true),
});

/** Around the corners that runs begin at: of a day, of weeks, and of months. */
const pause = fc
  .tuple(
    day,
    fc.integer({ min: -3, max: 70 }),
    fc.constantFrom(0, 0, 1, 6, 7, 20, 35, 90, 365),
    often(true, false),
  )
  .map(([at, shift, length, approved]) => {
    const from = Temporal.PlainDate.from(at).add({ days: shift });
    return { from: from.toString(), to: from.add({ days: length }).toString(), approved };
  });

const apart = (list: History["pauses"]) =>
  list.filter(
    (one, at) =>
      !one.approved ||
      !list.some((other, n) => n < at && other.approved && other.from <= one.to && one.from <= other.to),
  );

const uniqueCourses = (list: History["registrations"]) =>
  list.filter(
    (one, at) =>
      one.voided || !list.some((other, n) => n < at && !other.voided && other.course === one.course),
  );

export const historyIn = (timeZone: string): fc.Arbitrary<History> =>
  fc.record({
    active: often(true, false),
    joinedOn: fc.option(day, { freq: 4 }),
    activities: moments(timeZone, 12).chain((at) =>
      fc.tuple(...at.map((moment) => activity.map((rest) => ({ ...rest, at: moment })))),
    ),
    referrals: fc.array(
      fc.record({
        at: corner(timeZone),
        status: fc.constantFrom("completed", "completed", "pending", "declined"),
        voided: often(false, true),
      }),
      { maxLength: 8 },
    ),
    registrations: fc.array(registration, { maxLength: 5 }).map(uniqueCourses),
    pauses: fc.oneof(
      fc.constant<History["pauses"]>([]),
      fc.array(pause, { minLength: 1, maxLength: 4 }).map(apart),
    ),
  });

export const nowIn = (timeZone: string): fc.Arbitrary<string> =>
  fc.oneof(corner(timeZone), fc.constant("2026-06-15T10:00:00Z"));
