import { useTranslations } from "next-intl";
import { DescriptionList } from "@/components/ui/description-list";

export type Counts = Readonly<{
  read: string;
  created: string;
  updated: string;
  unchanged: string;
  rejected: string;
}>;

/** What became of the rows of a file, each number written for the reader. */
export function ImportCounts({ counts }: { counts: Counts }) {
  const t = useTranslations("imports.counts");
  return (
    <DescriptionList
      items={[
        { term: t("read"), detail: counts.read },
        { term: t("created"), detail: counts.created },
        { term: t("updated"), detail: counts.updated },
        { term: t("unchanged"), detail: counts.unchanged },
        { term: t("rejected"), detail: counts.rejected },
      ]}
    />
  );
}
