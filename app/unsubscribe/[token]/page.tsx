import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { PublicPage } from "@/app/public-page";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { askedUnsubscribing } from "@/lib/notifications/unsubscribe-service";

type Props = { params: Promise<{ token: string }> };

const look = cache(askedUnsubscribing);

/** The address is a secret: no other site learns it. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("messagePreferences.unsubscribe");
  const asked = await look((await params).token);
  const common = { robots: { index: false, follow: false }, referrer: "same-origin" } as const;
  if (!asked) return { title: t("noneTitle"), ...common };
  return { title: t(asked.isOff ? "offTitle" : "title"), ...common };
}

/** Asks first: whatever fetches each link of a mail must not turn anything off. */
export default async function UnsubscribePage({ params }: Props) {
  const { token } = await params;
  const asked = await look(token);
  if (!asked) notFound();
  const { what, organization, isOff } = asked;
  const t = await getTranslations("messagePreferences.unsubscribe");
  const kinds = await getTranslations("messagePreferences.kinds");
  const about = what === "digest" ? t("digest") : kinds(what);
  const names = { about, organization: organization.name };
  return (
    <PublicPage>
      <PageHeader title={t(isOff ? "offTitle" : "title")} lead={t(isOff ? "off" : "lead", names)} />
      {isOff ? null : (
        <form method="post" action={`/api/unsubscribe/${token}`}>
          <Button type="submit" variant="primary">
            {t("turnOff")}
          </Button>
        </form>
      )}
      <p className="mt-6 max-w-prose">
        {t(isOff ? "offHelp" : "help")}{" "}
        <TextLink href={`/o/${organization.slug}/account/notifications`}>{t("choose")}</TextLink>
      </p>
    </PublicPage>
  );
}
