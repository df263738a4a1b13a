import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { retryJob } from "@/app/admin/actions";
import { globalAdmin } from "@/app/admin/platform";
import { GivenUpTable } from "@/components/admin/given-up-table";
import { PageHeader } from "@/components/ui/page-header";
import { formats } from "@/lib/i18n/formats";
import { translateMessage } from "@/lib/i18n/translate-message";
import { type GivenUp, listGivenUp } from "@/lib/runs/given-up-queries";
import { failureMessage } from "@/lib/runs/rules";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("jobs.dead");
  return { title: t("title") };
}

export default async function GivenUpPage() {
  const found = await listGivenUp(await globalAdmin());
  const t = await getTranslations("jobs.dead");
  const errors = await getTranslations("errors");
  const f = await formats();
  const why = ({ output }: GivenUp) => {
    const failure = failureMessage(output);
    return failure.kind === "message" ? translateMessage(errors, failure.message) : failure.text;
  };
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <GivenUpTable
        rows={found.map((row) => ({
          ...row,
          tries: f.number(row.tries),
          when: `${f.shortDate(row.givenUpAt)} ${f.time(row.givenUpAt)}`,
          why: why(row),
        }))}
        retry={retryJob}
      />
    </>
  );
}
