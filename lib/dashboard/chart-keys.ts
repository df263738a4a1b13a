/** The charts of the dashboard, in order. */
export const chartKeys = ["awards", "active", "ladder", "reach", "lapses"] as const;
export type ChartKey = (typeof chartKeys)[number];
