import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

type Props = { isFiltered: boolean; path: string; title: string; help: string; actions: ReactNode };

/** An empty list: nothing yet and how to begin, or nothing found and how to see all. */
export function FactEmpty({ isFiltered, path, title, help, actions }: Props) {
  const t = useTranslations("facts");
  if (!isFiltered) {
    return (
      <EmptyState title={title} actions={actions}>
        {help}
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t("noneFound")} actions={<LinkButton href={path}>{t("showAll")}</LinkButton>}>
      {t("noneFoundHelp")}
    </EmptyState>
  );
}
