import { Temporal } from "temporal-polyfill";

/** A day as the organisations of these tests count them, which is not always the day of the machine they run on. */
export const dayFromNow = (days: number): Temporal.PlainDate =>
  Temporal.Now.plainDateISO("Europe/Oslo").add({ days });
