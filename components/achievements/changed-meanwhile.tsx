"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import {
  DefinitionDifference,
  type WrittenDifference,
} from "@/components/achievements/definition-difference";
import { callAction } from "@/components/form/call-action";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { AchievementForm } from "@/lib/achievements/form-rules";
import type { AchievementInput } from "@/lib/achievements/schema";
import type { Result } from "@/lib/result";

/** How somebody's unsaved definition differs from the one that is saved now. */
export type Comparison = Readonly<{
  rows: readonly WrittenDifference[];
  theirs: AchievementForm;
  /** Which state of the definition that is. */
  revision: number;
}>;

type Options<Changed> = {
  compare: (input: Changed) => Promise<Result<Comparison>>;
  identify: (input: AchievementInput) => Changed;
};

/** Notices that a save was refused because somebody else had saved, and looks at what they saved. */
export function useConflict<Changed>({ compare, identify }: Options<Changed>) {
  const [found, setFound] = useState<Comparison | null>(null);
  return {
    found,
    settle: () => setFound(null),
    async watch<T>(input: AchievementInput, saving: Promise<Result<T>>): Promise<Result<T>> {
      const saved = await saving;
      if (saved.ok || saved.error.text.key !== "achievements.changedMeanwhile") return saved;
      const compared = await callAction(() => compare(identify(input)));
      if (compared.ok) setFound(compared.data);
      return saved;
    },
  };
}

type Props = {
  found: Comparison;
  onSaveMine: (found: Comparison) => void;
  onTakeTheirs: (found: Comparison) => void;
};

/** Both definitions beside each other, and the choice which of them shall stand. */
export function ChangedMeanwhile({ found, onSaveMine, onTakeTheirs }: Props) {
  const t = useTranslations("builder.conflict");
  return (
    <Callout tone="warning" title={t("title")}>
      <div className="space-y-3">
        <p>{found.rows.length > 0 ? t("lead") : t("none")}</p>
        {found.rows.length > 0 ? (
          <DefinitionDifference
            caption={t("caption")}
            before={t("theirs")}
            after={t("mine")}
            rows={found.rows}
          />
        ) : null}
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" onClick={() => onSaveMine(found)}>
            {t("saveMine")}
          </Button>
          <Button onClick={() => onTakeTheirs(found)}>{t("takeTheirs")}</Button>
        </div>
      </div>
    </Callout>
  );
}
