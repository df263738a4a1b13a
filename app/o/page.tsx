import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signOut } from "@/app/(auth)/actions";
import { PublicPage } from "@/app/public-page";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { listOwnOrganizations } from "@/lib/auth/account-service";
import { currentAccount } from "@/lib/auth/session";
import { toSignIn } from "@/lib/http/page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("organizations.choose");
  return { title: t("title") };
}

/** Where somebody goes who has signed in: to their only organisation at once, else they choose. */
export default async function ChooseOrganizationPage() {
  const account = (await currentAccount()) ?? (await toSignIn("/o"));
  const organizations = await listOwnOrganizations(account);
  const [only] = organizations;
  if (account.isGlobalAdmin && organizations.length === 0) redirect("/admin");
  if (only && organizations.length === 1 && !account.isGlobalAdmin) redirect(`/o/${only.slug}`);
  const t = await getTranslations("organizations.choose");
  const roles = await getTranslations("shell.roles");
  return (
    <PublicPage signIn={false}>
      <PageHeader title={t("title")} lead={organizations.length === 0 ? t("none") : t("lead")} />
      <ul className="space-y-3">
        {organizations.map(({ slug, name, role }) => (
          <li key={slug}>
            <Card>
              <p className="font-semibold text-lg">
                <TextLink href={`/o/${slug}`}>{name}</TextLink>
              </p>
              <p className="text-muted">{roles(role)}</p>
            </Card>
          </li>
        ))}
        {account.isGlobalAdmin ? (
          <li>
            <Card>
              <p className="font-semibold text-lg">
                <TextLink href="/admin">{t("installation")}</TextLink>
              </p>
            </Card>
          </li>
        ) : null}
      </ul>
      <form action={signOut} className="mt-6">
        <Button type="submit">{t("signOut")}</Button>
      </form>
    </PublicPage>
  );
}
