"use client";
import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/form/action-button";
import type { Result } from "@/lib/result";
import type { TierConsequence } from "@/lib/tiers/consequence-queries";

type Act = (input: { id: string }) => Promise<Result<{ id: string }>>;

type Props = Readonly<{
  tier: Readonly<{ id: string; name: string; isActive: boolean; wasAssigned: boolean }>;
  consequence: TierConsequence;
  actions: Readonly<Record<"deactivate" | "reactivate" | "remove", Act>>;
  path: string;
}>;

/** What can be done with a tier, each with what it does to people, in numbers. */
export function TierActions({ tier, consequence, actions, path }: Props) {
  const t = useTranslations("tiers.actions");
  const { id, name } = tier;
  const input = { id };
  return (
    <>
      {tier.isActive ? (
        <ActionButton
          label={t("deactivate")}
          action={actions.deactivate}
          input={input}
          confirm={{
            question: t("deactivateQuestion", { name }),
            consequence: <Without {...consequence} />,
            confirmLabel: t("deactivate"),
          }}
          done={t("deactivated")}
        />
      ) : (
        <ActionButton
          label={t("reactivate")}
          action={actions.reactivate}
          input={input}
          confirm={{
            question: t("reactivateQuestion", { name }),
            consequence: t("reactivateConsequence", { people: consequence.again }),
            confirmLabel: t("reactivate"),
            tone: "primary",
          }}
          done={t("reactivated")}
        />
      )}
      {tier.wasAssigned ? null : (
        <ActionButton
          label={t("delete")}
          variant="danger"
          action={actions.remove}
          input={input}
          confirm={{
            question: t("deleteQuestion", { name }),
            consequence: t("deleteConsequence"),
            confirmLabel: t("delete"),
          }}
          done={t("deleted")}
          redirectTo={path}
        />
      )}
    </>
  );
}

function Without({ without }: Pick<TierConsequence, "without">) {
  const t = useTranslations("tiers.actions");
  return (
    <div className="space-y-2">
      <p>{t(without.length > 0 ? "deactivateNow" : "deactivateNobody")}</p>
      {without.length > 0 ? (
        <ul className="list-disc pl-5">
          {without.map(({ name, people }) => (
            <li key={name ?? ""}>
              {name === null ? t("willHoldNone", { people }) : t("willHold", { people, name })}
            </li>
          ))}
        </ul>
      ) : null}
      <p>{t("deactivateKept")}</p>
    </div>
  );
}
