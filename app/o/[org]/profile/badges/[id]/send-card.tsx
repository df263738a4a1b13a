import { getTranslations } from "next-intl/server";
import { ActionButton } from "@/components/form/action-button";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import { listBadgeAtBackpacks } from "@/lib/backpacks/queries";
import type { Ctx } from "@/lib/context";
import { push } from "../../backpack/actions";

/** Where this one badge can be sent, among the backpacks one has connected; nothing where there are none. */
export async function SendCard({ ctx, badgeId, name }: { ctx: Ctx; badgeId: string; name: string }) {
  const backpacks = await listBadgeAtBackpacks(ctx, badgeId);
  if (backpacks.length === 0) return null;
  const t = await getTranslations("backpacks");
  const { slug } = ctx.organization;
  return (
    <Card title={t("sendThis")}>
      <ul className="space-y-3">
        {backpacks.map((one) => (
          <li key={one.connectionId} className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <span className="font-semibold">{one.name}</span>
            <span>{t(`states.${one.state ?? "none"}`)}</span>
            {one.state === null || one.state === "failed" ? (
              <ActionButton
                label={t(one.state ? "pushAgain" : "push")}
                accessibleLabel={`${t(one.state ? "pushAgain" : "push")}: ${one.name}`}
                size="small"
                action={push.bind(null, slug)}
                input={{ id: one.connectionId, badgeId }}
                done={t("pushDone", { name })}
              />
            ) : null}
          </li>
        ))}
      </ul>
      <p>
        <TextLink href={`/o/${slug}/profile/backpack`}>{t("title")}</TextLink>
      </p>
    </Card>
  );
}
