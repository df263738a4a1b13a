import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { signOut } from "@/app/(auth)/actions";
import { globalAdmin } from "@/app/admin/platform";
import { Interactive } from "@/app/interactive";
import { preferences } from "@/app/public-page";
import { AppShell } from "@/components/shell/app-shell";
import type { NavigationItem } from "@/components/shell/navigation-list";
import { listOwnOrganizations } from "@/lib/auth/account-service";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { isMailKept } from "@/lib/mail";

const WORDS = ["shell", "admin", "organizations", "people", "settings", "account", "auth", "jobs"];

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin");
  return { title: t("title") };
}

/** The frame only: it guards nothing, every page and action asks for itself. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const actor = await globalAdmin();
  const own = await listOwnOrganizations(actor);
  const t = await getTranslations("admin");
  const roles = await getTranslations("shell.roles");
  const navigation: NavigationItem[] = [
    { href: "/admin", label: t("organizations"), icon: "building-2", exact: true },
    { href: "/admin/issuing", label: t("issuing"), icon: "octagon-pause" },
    { href: "/admin/jobs", label: t("failedJobs"), icon: "list-checks" },
    ...(isMailKept() ? [{ href: "/admin/mail", label: t("mail.title"), icon: "inbox" as const }] : []),
  ];
  const places = own.map(({ name, slug }) => ({ href: `/o/${slug}`, label: name }));
  return (
    <ClientMessages isFirst namespaces={WORDS}>
      <AppShell
        organisation={null}
        person={{ name: actor.name, role: roles("global_admin"), accountHref: "/admin/account" }}
        navigation={[
          { items: navigation },
          ...(places.length > 0 ? [{ title: t("own"), items: places }] : []),
        ]}
        preferences={await preferences()}
        signOut={signOut}
      >
        <Interactive>{children}</Interactive>
      </AppShell>
    </ClientMessages>
  );
}
