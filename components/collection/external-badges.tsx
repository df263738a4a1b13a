import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type PillTone, StatusPill } from "@/components/ui/status-pill";
import type { Standing } from "@/lib/collection/rules";

export type WrittenExternalBadge = Readonly<{
  id: string;
  name: string;
  issuerName: string | null;
  standing: Standing;
  holder: "self" | "other" | "unknown";
  isVisible: boolean;
  sentBy: string | null;
  /** Written dates; null where the badge has none, or nobody has looked at it yet. */
  issued: string | null;
  checked: string | null;
}>;

const TONE: Record<Standing, PillTone> = {
  valid: "success",
  nameless: "warning",
  undecided: "warning",
  unchecked: "waiting",
  invalid: "danger",
  expired: "neutral",
  not_yet: "neutral",
  revoked: "danger",
};

type Props = {
  badges: readonly WrittenExternalBadge[];
  /** What their keeper can do with each; nothing on other pages. */
  actions?: (badge: WrittenExternalBadge) => ReactNode;
};

/** Badges from elsewhere, each with what it is worth in words: what they say of themselves is theirs to say. */
export function ExternalBadges({ badges, actions }: Props) {
  const t = useTranslations("collection");
  return (
    <ul className="grid gap-3 md:grid-cols-2">
      {badges.map((badge) => (
        <li key={badge.id} className="space-y-2 rounded-lg border border-line bg-surface p-4">
          <h3 className="break-words font-bold text-lg leading-snug">{badge.name}</h3>
          <p>
            <StatusPill tone={TONE[badge.standing]}>{t(`standing.${badge.standing}`)}</StatusPill>
          </p>
          <p className="max-w-prose text-sm">{t(`meaning.${badge.standing}`)}</p>
          {badge.holder === "other" ? <p className="max-w-prose text-sm">{t("otherHolder")}</p> : null}
          <p className="break-words text-muted text-sm">
            <Facts badge={badge} />
          </p>
          {actions ? <div className="flex flex-wrap gap-2">{actions(badge)}</div> : null}
        </li>
      ))}
    </ul>
  );
}

/** What it says of itself, what we know of it, in a few short sentences. */
function Facts({ badge }: { badge: WrittenExternalBadge }) {
  const t = useTranslations("collection");
  const { issuerName, issued, checked, sentBy, isVisible } = badge;
  const sentences = [
    issuerName && t("issuer", { name: issuerName }),
    issued && t("issued", { date: issued }),
    checked && t("checked", { date: checked }),
    sentBy && t("sentBy", { name: sentBy }),
    !isVisible && t("isHidden"),
  ];
  return sentences.filter(Boolean).join(" ");
}
