import { getTranslations } from "next-intl/server";
import type { Bar } from "@/components/chart/bar-chart";
import type { Ctx } from "@/lib/context";
import type { ChartKey } from "@/lib/dashboard/chart-keys";
import type { PeriodFigures } from "@/lib/dashboard/figures";
import type { Dashboard } from "@/lib/dashboard/figures-queries";
import { isoDay } from "@/lib/format";
import { formats } from "@/lib/i18n/formats";

/** A chart in the reader's words: the sentence, the bars, and the same numbers as a table. */
export type WrittenChart = Readonly<{
  key: ChartKey;
  title: string;
  caption: string;
  summary: string;
  help: string | null;
  bars: readonly Bar[];
  /** Of the bars: a share of everything, or a number. */
  isShare: boolean;
  header: readonly string[];
  /** A number of people or things, or a share from 0 to 1 where the header says so. */
  rows: readonly Readonly<{ key: string; name: string; isShareLast: boolean; numbers: readonly number[] }>[];
}>;

type Row = WrittenChart["rows"][number];
type Month = Readonly<{ key: string; name: string; isOpen: boolean }>;
type Source = Readonly<{ figures: PeriodFigures; data: Dashboard; months: readonly Month[] }>;

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** Months of the period until now, oldest first, each with what is kept of it. */
function byMonth<Kept extends { month: string }>(
  months: readonly Month[],
  kept: readonly Kept[],
  numbers: (one: Kept | undefined) => readonly number[],
): Row[] {
  const known = new Map(kept.map((one) => [one.month, one]));
  return months.map(({ key, name }) => ({ key, name, isShareLast: false, numbers: numbers(known.get(key)) }));
}

const topOf = (rows: readonly Row[]) =>
  rows.reduce<Row | null>(
    (top, row) => ((row.numbers.at(-1) ?? 0) > (top?.numbers.at(-1) ?? 0) ? row : top),
    null,
  );

async function monthsOf(ctx: Ctx, { period }: Dashboard): Promise<Month[]> {
  const f = await formats(ctx.organization.timeZone);
  const current = isoDay(new Date(), ctx.organization.timeZone).slice(0, 7);
  return period.months
    .filter((key) => key <= current)
    .map((key) => ({ key, name: f.month(`${key}-15`), isOpen: key === current }));
}

/** Every chart of the period whose module is on, in order. */
export async function writtenCharts(
  ctx: Ctx,
  data: Dashboard,
  figures: PeriodFigures,
): Promise<WrittenChart[]> {
  const source = { figures, data, months: await monthsOf(ctx, data) };
  const charts = [await awards(ctx, source), await active(ctx, source)];
  if (ctx.modules.has("recognition_tiers")) charts.push(await ladder(ctx, source));
  return [...charts, await reach(ctx, source), await lapses(ctx, source)];
}

async function barsOf(ctx: Ctx, rows: readonly Row[], months: readonly Month[] = []): Promise<Bar[]> {
  const f = await formats(ctx.organization.timeZone);
  const open = new Set(months.filter(({ isOpen }) => isOpen).map(({ key }) => key));
  return rows.map(({ key, name, isShareLast, numbers }) => {
    const value = numbers.at(-1) ?? 0;
    return {
      key,
      label: name,
      value,
      text: isShareLast ? f.percent(value) : f.number(value),
      isOpen: open.has(key),
    };
  });
}

async function awards(ctx: Ctx, { figures, months }: Source): Promise<WrittenChart> {
  const t = await getTranslations("dashboard.charts");
  const rows = byMonth(months, figures.awards, (one) => {
    const { badges, certificates } = one ?? { badges: 0, certificates: 0 };
    return [badges, certificates, badges + certificates];
  });
  const top = topOf(rows);
  const of = (at: number) => sum(rows.map(({ numbers }) => numbers[at] ?? 0));
  return {
    key: "awards",
    title: t("awards.title"),
    caption: t("awards.caption"),
    summary: t("awards.summary", {
      total: of(2),
      badges: of(0),
      certificates: of(1),
      top: top?.name ?? "",
      most: top?.numbers.at(-1) ?? 0,
    }),
    help: null,
    bars: await barsOf(ctx, rows, months),
    isShare: false,
    header: [t("month"), t("badges"), t("certificates"), t("total")],
    rows,
  };
}

async function active(ctx: Ctx, { figures, months }: Source): Promise<WrittenChart> {
  const t = await getTranslations("dashboard.charts");
  const rows = byMonth(months, figures.active, (one) => [one?.people ?? 0]);
  const top = topOf(rows);
  return {
    key: "active",
    title: t("active.title"),
    caption: t("active.caption"),
    summary: t("active.summary", {
      people: figures.activePeople,
      top: top?.name ?? "",
      most: top?.numbers.at(-1) ?? 0,
    }),
    help: null,
    bars: await barsOf(ctx, rows, months),
    isShare: false,
    header: [t("month"), t("people")],
    rows,
  };
}

async function ladder(ctx: Ctx, { figures, data }: Source): Promise<WrittenChart> {
  const t = await getTranslations("dashboard.charts");
  const count = new Map(figures.tiers.map(({ tierId, people }) => [tierId, people]));
  const held = sum(figures.tiers.map(({ people }) => people));
  const rows = [
    ...data.tiers.map(({ id, name }) => ({
      key: id,
      name,
      isShareLast: false,
      numbers: [count.get(id) ?? 0],
    })),
    { key: "none", name: t("noTier"), isShareLast: false, numbers: [Math.max(figures.people - held, 0)] },
  ];
  return {
    key: "ladder",
    title: t("ladder.title"),
    caption: t("ladder.caption"),
    summary: t("ladder.summary", { held, people: figures.people }),
    help: null,
    bars: await barsOf(ctx, rows),
    isShare: false,
    header: [t("tier"), t("people")],
    rows,
  };
}

async function reach(ctx: Ctx, { figures, data }: Source): Promise<WrittenChart> {
  const t = await getTranslations("dashboard.charts");
  const f = await formats(ctx.organization.timeZone);
  const names = new Map(data.groups.map(({ id, name }) => [id, name]));
  const share = (reached: number, people: number) => (people > 0 ? reached / people : 0);
  const row = (
    key: string,
    name: string,
    { people, reached }: Readonly<Record<"people" | "reached", number>>,
  ): Row => ({
    key,
    name,
    isShareLast: true,
    numbers: [reached, people, share(reached, people)],
  });
  const groups = figures.groups.map(({ groupId, ...counts }) =>
    row(groupId ?? "none", groupId === null ? t("noGroup") : (names.get(groupId) ?? "–"), counts),
  );
  groups.sort((one, other) => one.name.localeCompare(other.name, f.locale));
  const rows = [row("all", t("reach.all"), figures), ...(groups.length > 1 ? groups : [])];
  return {
    key: "reach",
    title: t("reach.title"),
    caption: t("reach.caption"),
    summary: t("reach.summary", {
      reached: figures.reached,
      people: figures.people,
      share: f.percent(share(figures.reached, figures.people)),
    }),
    help: null,
    bars: await barsOf(ctx, rows),
    isShare: true,
    header: [t("group"), t("reached"), t("people"), t("share")],
    rows,
  };
}

async function lapses(ctx: Ctx, { figures, months }: Source): Promise<WrittenChart> {
  const t = await getTranslations("dashboard.charts");
  const rows = byMonth(months, figures.lapses, (one) => {
    const { badges, certificates, tiers, people } = one ?? {
      badges: 0,
      certificates: 0,
      tiers: 0,
      people: 0,
    };
    return [badges, certificates, tiers, people, badges + certificates + tiers + people];
  });
  const of = (at: number) => sum(rows.map(({ numbers }) => numbers[at] ?? 0));
  return {
    key: "lapses",
    title: t("lapses.title"),
    caption: t("lapses.caption"),
    summary: t("lapses.summary", {
      total: of(4),
      badges: of(0),
      certificates: of(1),
      tiers: of(2),
      people: of(3),
    }),
    help: t("lapses.help"),
    bars: await barsOf(ctx, rows, months),
    isShare: false,
    header: [t("month"), t("badges"), t("certificates"), t("tiers"), t("left"), t("total")],
    rows,
  };
}
