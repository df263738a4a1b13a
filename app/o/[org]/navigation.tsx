import { getTranslations } from "next-intl/server";
import type { NavigationGroup, NavigationItem } from "@/components/shell/navigation-list";
import type { Shortcut } from "@/components/shell/shortcuts";
import type { IconName } from "@/components/ui/icon-names";
import { can, type Permission } from "@/lib/auth/policy";
import type { Ctx, Module } from "@/lib/context";
import { MANY_UNREAD } from "@/lib/notifications/inbox-queries";

type Gate = Readonly<{ needs: Permission; module?: Module }>;

type Place = Gate &
  Readonly<{
    key: string;
    /** Below /o/[org]; an address that begins with a slash is one of its own. */
    path: string;
    icon: IconName;
    /** Leads here after g (see /shortcuts). The same in every language, for habits are not translated. */
    letter?: string;
  }>;

const GROUPS: readonly Readonly<{ key: string | null; places: readonly Place[] }>[] = [
  {
    key: null,
    places: [
      { key: "dashboard", letter: "d", path: "", icon: "house", needs: "people:read" },
      { key: "profile", letter: "m", path: "profile", icon: "user-round", needs: "profile:read" },
      { key: "inbox", letter: "i", path: "inbox", icon: "inbox", needs: "inbox:read" },
    ],
  },
  {
    key: "recognition",
    places: [
      {
        key: "achievements",
        letter: "a",
        path: "achievements",
        icon: "award",
        needs: "achievements:read",
        module: "achievements_gamification",
      },
      {
        key: "badges",
        letter: "b",
        path: "badges",
        icon: "badge-check",
        needs: "badges:read",
        module: "achievements_gamification",
      },
      {
        key: "tiers",
        letter: "t",
        path: "tiers",
        icon: "trophy",
        needs: "tiers:read",
        module: "recognition_tiers",
      },
      {
        key: "certifications",
        letter: "c",
        path: "certifications",
        icon: "file-check-2",
        needs: "certifications:read",
        module: "certifications",
      },
    ],
  },
  {
    key: "work",
    places: [
      { key: "people", letter: "p", path: "people", icon: "users", needs: "people:read" },
      { key: "activity", letter: "v", path: "activity", icon: "activity", needs: "facts:read" },
      { key: "courses", letter: "k", path: "courses", icon: "book-open", needs: "facts:read" },
      { key: "referrals", letter: "h", path: "referrals", icon: "handshake", needs: "facts:read" },
      { key: "mistakes", path: "mistakes", icon: "triangle-alert", needs: "mistakes:read" },
      {
        key: "pauses",
        path: "pauses",
        icon: "octagon-pause",
        needs: "pauses:read",
        module: "achievements_gamification",
      },
      { key: "imports", letter: "f", path: "imports", icon: "import", needs: "imports:read" },
      { key: "reports", letter: "r", path: "reports", icon: "clipboard-list", needs: "reports:read" },
      { key: "jobs", letter: "j", path: "jobs", icon: "list-checks", needs: "jobs:read" },
    ],
  },
  {
    key: "administration",
    places: [
      { key: "settings", letter: "s", path: "settings", icon: "settings", needs: "settings:read" },
      { key: "audit", letter: "l", path: "audit", icon: "history", needs: "audit:read" },
    ],
  },
];

/** Whether a place that needs this is one for the person, in their role and with the modules that are on. */
export const isOpen = ({ actor, modules }: Ctx, { needs, module }: Gate) =>
  (actor.kind !== "user" || can(actor.role, needs)) && (module === undefined || modules.has(module));

/** The places of the navigation that are open to the person, without the installation's own. */
export const openPlaces = (ctx: Ctx) =>
  GROUPS.flatMap(({ places }) => places).filter((place) => isOpen(ctx, place));

/** The keys that lead to places of the person, by their letters after g. */
export async function shortcutsFor(ctx: Ctx): Promise<Shortcut[]> {
  const t = await getTranslations("organizations.navigation");
  const home = `/o/${ctx.organization.slug}`;
  return openPlaces(ctx).flatMap(({ key, path, letter }) =>
    letter ? [{ letter, href: path === "" ? home : `${home}/${path}`, label: t(key as "people") }] : [],
  );
}

/** Where this person may go: by role, and by the modules that are on. What is not here answers not found. */
export async function navigationFor(ctx: Ctx, { unread }: { unread: number }): Promise<NavigationGroup[]> {
  const { organization, actor } = ctx;
  const t = await getTranslations("organizations.navigation");
  const inbox = await getTranslations("inbox");
  const value = unread < MANY_UNREAD ? String(unread) : `${MANY_UNREAD - 1}+`;
  const count = { value, label: inbox("unreadCount", { count: unread }) };
  const home = `/o/${organization.slug}`;
  const link = ({ key, path, icon }: Place): NavigationItem => ({
    href: path === "" ? home : `${home}/${path}`,
    label: t(key),
    icon,
    exact: path === "",
    ...(key === "inbox" && unread > 0 ? { count } : {}),
  });
  const groups = GROUPS.map(({ key, places }) => ({
    ...(key === null ? {} : { title: t(key) }),
    items: places.filter((place) => isOpen(ctx, place)).map(link),
  }));
  const isGlobalAdmin = actor.kind === "user" && actor.role === "global_admin";
  const installation = { href: "/admin", label: t("installation"), icon: "building-2" as const };
  return [...groups, { items: isGlobalAdmin ? [installation] : [] }].filter(({ items }) => items.length > 0);
}

/**
 * Whether this address of the organisation is in a part that is closed to the person. Only for the status of the
 * answer, which a page that has begun to stream can no longer choose; the pages ask for themselves.
 */
export function isClosed(ctx: Ctx, path: string): boolean {
  const [area = ""] = path.slice(`/o/${ctx.organization.slug}/`.length).split(/[/?]/);
  const place = GROUPS.flatMap(({ places }) => places).find((known) => known.path === area);
  return area !== "" && place !== undefined && !isOpen(ctx, place);
}
