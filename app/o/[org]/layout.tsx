import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { signOut } from "@/app/(auth)/actions";
import { Interactive } from "@/app/interactive";
import { isClosed, navigationFor, shortcutsFor } from "@/app/o/[org]/navigation";
import { areSinglesOff } from "@/app/o/[org]/shortcuts/sheet";
import { preferences } from "@/app/public-page";
import { UnreadWatch } from "@/components/notifications/unread-watch";
import { AppShell } from "@/components/shell/app-shell";
import type { PaletteWords } from "@/components/shell/palette-words";
import { Shortcuts } from "@/components/shell/shortcuts";
import { Callout } from "@/components/ui/callout";
import { can } from "@/lib/auth/policy";
import type { Pause } from "@/lib/auth/resolved-request";
import { requireFrame } from "@/lib/auth/session";
import type { Ctx } from "@/lib/context";
import { inPage, titled } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";

type Props = { params: Promise<{ org: string }>; children: ReactNode };

/** What frames every page of an organisation. */
async function readFrame(ctx: Ctx) {
  const { actor } = ctx;
  if (actor.kind !== "user") throw new Error("A page is always seen by somebody");
  const { organizations, pauses, unread } = await requireFrame(ctx.organization.slug);
  return { actor, own: organizations, unread, pauses: can(actor.role, "badges:read") ? pauses : [] };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return titled((await params).org, async ({ organization: { name } }) => ({
    default: name,
    template: `%s – ${name}`,
  }));
}

/** The frame only: it guards nothing, every page and action asks for itself. */
export default async function OrganizationLayout({ params, children }: Props) {
  const { ctx, data } = await inPage((await params).org, readFrame);
  const { organization } = ctx;
  if (isClosed(ctx, (await headers()).get("x-path") ?? "")) notFound();
  const home = `/o/${organization.slug}`;
  const t = await getTranslations("shell.roles");
  const keys = await keysFor(ctx);
  return (
    <ClientMessages isFirst namespaces={["shell"]}>
      <AppShell
        organisation={{ name: organization.name, href: home }}
        organisations={data.own.map(({ name, slug }) => ({ name, href: `/o/${slug}` }))}
        person={{ name: data.actor.name, role: t(data.actor.role), accountHref: `${home}/account` }}
        navigation={await navigationFor(ctx, data)}
        search={{
          href: `${home}/search`,
          url: `/api/internal/${organization.slug}/search`,
          words: await paletteWords(),
          shortcuts: `${home}/shortcuts`,
        }}
        preferences={await preferences()}
        signOut={signOut}
      >
        <Interactive>
          {keys.length > 0 ? (
            <Shortcuts
              places={keys}
              sheet={{ href: `${home}/shortcuts`, url: `/api/internal/${organization.slug}/shortcuts` }}
            />
          ) : null}
          <UnreadWatch address={`/api/internal/${organization.slug}/unread`} unread={data.unread} />
          {data.pauses.map((pause) => (
            <PauseNotice key={pause.by} pause={pause} timeZone={organization.timeZone} />
          ))}
          {children}
        </Interactive>
      </AppShell>
    </ClientMessages>
  );
}

/** The keys that lead somewhere; none where they are off. */
async function keysFor(ctx: Ctx) {
  if (await areSinglesOff()) return [];
  return (await shortcutsFor(ctx)).map(({ letter, href }) => ({ letter, href }));
}

async function paletteWords(): Promise<PaletteWords> {
  const t = await getTranslations("search");
  return {
    open: t("open"),
    label: t("label"),
    placeholder: t("placeholder"),
    hint: t("hint"),
    close: t("close"),
    searching: t("searching"),
    failed: t("failed"),
  };
}

async function PauseNotice({ pause, timeZone }: { pause: Pause; timeZone: string }) {
  const t = await getTranslations("organizations.pause");
  const f = await formats(timeZone);
  return (
    <div className="mb-6">
      <Callout tone="warning" title={t(pause.by)}>
        <p>{t("since", { when: f.dateTime(pause.since), reason: pause.reason })}</p>
      </Callout>
    </div>
  );
}
