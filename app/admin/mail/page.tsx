import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { globalAdmin } from "@/app/admin/platform";
import { KeptMailTable } from "@/components/admin/kept-mail-table";
import { PageHeader } from "@/components/ui/page-header";
import { formats } from "@/lib/i18n/formats";
import { isMailKept } from "@/lib/mail";
import { listKeptMail } from "@/lib/organizations/kept-mail-queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("admin.mail"))("title") };
}

/** What would have been sent, for who tries Heder without a mail server. */
export default async function KeptMailPage() {
  const actor = await globalAdmin();
  if (!isMailKept()) notFound();
  const mails = await listKeptMail(actor);
  const t = await getTranslations("admin.mail");
  const f = await formats();
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <KeptMailTable
        rows={mails.map((mail) => ({ ...mail, when: `${f.shortDate(mail.keptAt)} ${f.time(mail.keptAt)}` }))}
      />
    </>
  );
}
