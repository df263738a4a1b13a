import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { globalAdmin } from "@/app/admin/platform";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { DownloadLink } from "@/components/ui/download-link";
import { PageHeader } from "@/components/ui/page-header";
import { AppError } from "@/lib/errors";
import { formats } from "@/lib/i18n/formats";
import { getKeptMail, type WholeKeptMail } from "@/lib/organizations/kept-mail-queries";

type Props = { params: Promise<{ name: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin.mail");
  return { title: t("one") };
}

async function find(name: string): Promise<WholeKeptMail> {
  try {
    return await getKeptMail(await globalAdmin(), decodeURIComponent(name));
  } catch (error) {
    if (error instanceof AppError) notFound();
    throw error;
  }
}

export default async function OneKeptMailPage({ params }: Props) {
  const { name } = await params;
  const mail = await find(name);
  const t = await getTranslations("admin.mail");
  const f = await formats();
  const files = mail.attachments.map(({ filename }, at) => ({ filename, href: `/admin/mail/${name}/${at}` }));
  return (
    <>
      <Breadcrumb items={[{ href: "/admin/mail", label: t("title") }]} />
      <PageHeader title={mail.subject} />
      <div className="space-y-6">
        <DescriptionList
          items={[
            { term: t("to"), detail: mail.to },
            { term: t("when"), detail: `${f.shortDate(mail.keptAt)} ${f.time(mail.keptAt)}` },
          ]}
        />
        {mail.html === null ? null : (
          <p>
            <a href={`/admin/mail/${name}/letter`} target="_blank" rel="noopener" className="text-link">
              {t("letter")}
            </a>
          </p>
        )}
        <Card title={t("text")}>
          <p className="max-w-prose whitespace-pre-wrap break-words">{mail.text}</p>
        </Card>
        {files.length > 0 ? (
          <Card title={t("files")}>
            <ul className="space-y-1">
              {files.map(({ filename, href }) => (
                <li key={href}>
                  <DownloadLink href={href}>{filename}</DownloadLink>
                </li>
              ))}
            </ul>
          </Card>
        ) : null}
      </div>
    </>
  );
}
