import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Explanation } from "@/components/explain/explanation";
import { Medallion } from "@/components/medallion/medallion";
import { PageHeader } from "@/components/ui/page-header";
import { StatusPill } from "@/components/ui/status-pill";
import type { Category } from "@/lib/achievements/definition-keys";
import { type Ctx, may } from "@/lib/context";
import type { Explanation as Found } from "@/lib/evaluation/explain-queries";
import { formats } from "@/lib/i18n/formats";
import { isHeld, written } from "./written";
import type { Language } from "./written-facts";

type Props = Readonly<{
  ctx: Ctx;
  found: Found;
  /** Where this explanation stands, without its query. */
  path: string;
  actions?: ReactNode;
}>;

/** Why somebody has a badge or has not, for coordinators and for the person. */
export async function ExplanationView({ ctx, found, path, actions }: Props) {
  const t = await getTranslations("explain");
  const language: Language = {
    explain: t,
    badges: await getTranslations("badges"),
    criteria: await getTranslations("criteria"),
    shell: await getTranslations("shell"),
    f: await formats(ctx.organization.timeZone),
  };
  const { person, achievement } = found;
  const names = { self: person.isSelf ? "yes" : "no", name: person.name, achievement: achievement.name };
  const has = isHeld(found);
  const home = `/o/${ctx.organization.slug}`;
  const own = person.isSelf ? { report: `${home}/profile/mistakes/new` } : null;
  const links = may(ctx, "facts:write") ? { open: home } : own;
  return (
    <>
      <PageHeader
        picture={
          <Medallion
            decorative
            icon={achievement.icon ?? ""}
            category={achievement.category as Category}
            label={achievement.name}
            locked={!has}
          />
        }
        title={t(has ? "title.held" : "title.notHeld", names)}
        lead={achievement.description}
        status={
          <StatusPill tone={has ? "success" : "neutral"}>
            {t(has ? "status.held" : "status.notHeld")}
          </StatusPill>
        }
        actions={actions}
      />
      <Explanation explanation={written(found, language, { path, links, now: new Date() })} />
    </>
  );
}
