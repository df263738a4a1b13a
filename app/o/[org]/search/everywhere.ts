import { getTranslations } from "next-intl/server";
import { openPlaces } from "@/app/o/[org]/navigation";
import { findAchievements } from "@/lib/achievements/found-queries";
import { findCertificates } from "@/lib/certifications/found-queries";
import { authorize, type Ctx, may } from "@/lib/context";
import { findPeople } from "@/lib/people/found-queries";
import { beginsWith } from "./begins-with";
import { openActions, openPages } from "./places";

export type FoundItem = Readonly<{ href: string; label: string; detail?: string }>;
export type FoundGroup = Readonly<{ title: string; items: readonly FoundItem[] }>;

/** At most so many of a kind. */
const MOST = 6;

async function places(ctx: Ctx, text: string) {
  const home = `/o/${ctx.organization.slug}`;
  const navigation = await getTranslations("organizations.navigation");
  const t = await getTranslations("search");
  const address = (path: string) => (path === "" ? home : `${home}/${path}`);
  const matching = (items: readonly FoundItem[]) =>
    items.filter(({ label }) => beginsWith(label, text)).slice(0, MOST);
  return {
    pages: matching([
      ...openPlaces(ctx).map(({ key, path }) => ({
        href: address(path),
        label: navigation(key as "people"),
      })),
      ...openPages(ctx).map(({ key, path }) => ({ href: address(path), label: t(`pages.${key}`) })),
    ]),
    actions: matching(
      openActions(ctx).map(({ key, path }) => ({ href: address(path), label: t(`actions.${key}`) })),
    ),
  };
}

async function people(ctx: Ctx, text: string): Promise<FoundItem[]> {
  const area = may(ctx, "people:read") ? "people" : "mentors";
  const found = await findPeople(ctx, text, MOST);
  return found.map(({ userId, name, detail }) => ({
    href: `/o/${ctx.organization.slug}/${area}/${userId}`,
    label: name,
    ...(detail ? { detail } : {}),
  }));
}

async function achievements(ctx: Ctx, text: string): Promise<FoundItem[]> {
  if (!may(ctx, "achievements:read") || !ctx.modules.has("achievements_gamification")) return [];
  const found = await findAchievements(ctx, text, MOST);
  return found.map(({ id, name }) => ({
    href: `/o/${ctx.organization.slug}/achievements/${id}`,
    label: name,
  }));
}

async function certificates(ctx: Ctx, text: string): Promise<FoundItem[]> {
  if (!may(ctx, "certifications:read") || !ctx.modules.has("certifications")) return [];
  const found = await findCertificates(ctx, text, MOST);
  return found.map(({ id, certificateNumber, person }) => ({
    href: `/o/${ctx.organization.slug}/certifications/${id}`,
    label: certificateNumber,
    detail: person,
  }));
}

/**
 * What the person can go to by what they typed: pages and things of the organisation, each kind only for whom it is
 * there, a few of each. Nothing typed gives the places alone.
 */
export async function searchEverywhere(ctx: Ctx, text: string): Promise<FoundGroup[]> {
  authorize(ctx, "profile:read");
  const t = await getTranslations("search.kinds");
  const open = await places(ctx, text);
  const things =
    text === "" ? [] : await Promise.all([people, achievements, certificates].map((find) => find(ctx, text)));
  const [found = [], awards = [], numbers = []] = things;
  return [
    { title: t("people"), items: found },
    { title: t("achievements"), items: awards },
    { title: t("certificates"), items: numbers },
    { title: t("actions"), items: open.actions },
    { title: t("pages"), items: open.pages },
  ].filter(({ items }) => items.length > 0);
}
