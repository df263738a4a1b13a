import { getTranslations } from "next-intl/server";
import { periodText } from "@/components/tiers/period-text";
import { Recalculation } from "@/components/tiers/recalculation";
import { TierMark } from "@/components/tiers/tier-mark";
import { Card } from "@/components/ui/card";
import { type Ctx, may } from "@/lib/context";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import type { Season, Standings } from "@/lib/tiers/season-queries";
import { preview, recalculate } from "../actions";

type Props = Readonly<{ ctx: Ctx; standings: Standings; path: string }>;

/** What the period is, how many hold each tier, and how many of them have had it handed over. */
export async function SeasonFacts({ ctx, standings, path }: Props) {
  const { season, tiers } = standings;
  const t = await getTranslations("standings");
  const words = await getTranslations("tiers");
  const org = ctx.organization.slug;
  const isOver = season.hasEnded && season.days !== null;
  return (
    <div className="mb-6">
      <Card title={t("season.title")}>
        <p>{await stateOf(ctx, season)}</p>
        {tiers.length > 0 ? (
          <ul className="flex flex-wrap gap-x-8 gap-y-3">
            {tiers.map((tier) => (
              <li key={tier.id} className="flex items-center gap-3">
                <TierMark iconKey={tier.iconKey} colorToken={tier.colorToken} size={40} />
                <span>
                  <a href={`${path}/${tier.id}`} className="text-link font-semibold">
                    {tier.name}
                  </a>
                  <span className="block text-muted">
                    {t(season.hasEnded || season.days === null ? "season.earnedPresented" : "season.earned", {
                      people: tier.people,
                      presented: tier.presented,
                    })}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-muted">{t("season.noTiers")}</p>
        )}
        {isOver && may(ctx, "tiers:write") ? (
          <ClientMessages namespaces={["standings", "tiers"]}>
            <Recalculation
              period={season.key}
              label={periodText(words, season.key)}
              preview={preview.bind(null, org)}
              recalculate={recalculate.bind(null, org)}
            />
          </ClientMessages>
        ) : null}
      </Card>
    </div>
  );
}

async function stateOf(ctx: Ctx, { days, hasEnded, closedAt, recalculatedAt }: Season): Promise<string> {
  const t = await getTranslations("standings.season");
  const f = await formats(ctx.organization.timeZone);
  if (!days) return t("lifetime");
  const values = { from: f.date(days.from), to: f.date(days.to) };
  if (!hasEnded) return t("running", values);
  if (recalculatedAt) return t("recalculated", { ...values, on: f.date(recalculatedAt) });
  return closedAt ? t("closed", { ...values, on: f.date(closedAt) }) : t("notClosed", values);
}
