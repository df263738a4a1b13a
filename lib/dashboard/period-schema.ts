import * as z from "zod";
import { chartKeys } from "@/lib/dashboard/chart-keys";
import { isPeriodChoice } from "@/lib/dashboard/period-rules";

const period = z.string().refine(isPeriodChoice).catch("this-year");

/** What the address of the dashboard may say; a period that is none is this year. */
export const dashboardFilter = z.object({ period });

/** What the address of a chart's file may say; an unknown chart is the first. */
export const chartFile = z.object({ chart: z.enum(chartKeys).catch("awards"), period });
