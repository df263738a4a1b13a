"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Brand } from "@/components/shell/brand";
import { Disclosure } from "@/components/shell/disclosure";
import { MainNavigation, NavigationBar } from "@/components/shell/main-navigation";
import type { NavigationGroup } from "@/components/shell/navigation-list";
import { PageFrame } from "@/components/shell/page-frame";
import { PaletteButton } from "@/components/shell/palette-button";
import type { PaletteWords } from "@/components/shell/palette-words";
import { Preferences, type PreferencesProps } from "@/components/shell/preferences";
import { Icon } from "@/components/ui/icon";
import { TextLink } from "@/components/ui/text-link";

type Props = {
  /** Null outside of organisations, for example in the global administration. */
  organisation: { name: string; href: string } | null;
  /** The organisations the person can go to; a switcher appears only when there are several. */
  organisations?: readonly { name: string; href: string }[];
  person: { name: string; role: string; accountHref: string | null };
  /** Already filtered by role and modules: what a person may not open is not here. */
  navigation: readonly NavigationGroup[];
  /** The search over everything; none outside of organisations. */
  search?: { href: string; url: string; words: PaletteWords; shortcuts: string };
  preferences: PreferencesProps;
  signOut: () => Promise<void>;
  children: ReactNode;
};

/** Who has few places to go gets them in a bar, and the whole page for what they came to look at. */
const FEW = 4;

/** The frame of signed-in pages. What it says travels as a few words, and is drawn where they arrive. */
export function AppShell({
  organisation,
  organisations = [],
  person,
  navigation,
  search,
  preferences,
  signOut,
  children,
}: Props) {
  const others = organisations.filter((other) => other.href !== organisation?.href);
  const isShort = navigation.flatMap(({ items }) => items).length <= FEW;
  return (
    <PageFrame
      navigation={isShort ? <NavigationBar groups={navigation} /> : <MainNavigation groups={navigation} />}
      navigationAbove={isShort}
      width={isShort ? "page" : "wide"}
      footer={search ? <ShortcutLink href={search.shortcuts} /> : null}
      header={
        <div className="flex items-center gap-x-3">
          <Brand href={organisation?.href ?? "/"} compact={organisation !== null} />
          {organisation ? <Organisation current={organisation} others={others} /> : null}
          <div className="-mr-2 ml-auto flex shrink-0 items-center sm:gap-1">
            {search ? <PaletteButton href={search.href} url={search.url} words={search.words} /> : null}
            <PreferencesMenu {...preferences} />
            <AccountMenu person={person} signOut={signOut} />
          </div>
        </div>
      }
    >
      {children}
    </PageFrame>
  );
}

function ShortcutLink({ href }: { href: string }) {
  const t = useTranslations("shell.footer");
  return <TextLink href={href}>{t("shortcuts")}</TextLink>;
}

type OrganisationLink = { name: string; href: string };

function Organisation({
  current,
  others,
}: {
  current: OrganisationLink;
  others: readonly OrganisationLink[];
}) {
  const t = useTranslations("shell");
  if (others.length === 0)
    return <p className="min-w-0 text-muted text-sm leading-tight sm:text-base">{current.name}</p>;
  return (
    <Disclosure
      align="start"
      accessibleLabel={`${t("switchOrganisation")}: ${current.name}`}
      label={current.name}
    >
      <ul className="grid gap-1">
        {others.map((other) => (
          <li key={other.href}>
            <TextLink href={other.href} className="block px-2 py-1.5">
              {other.name}
            </TextLink>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

function PreferencesMenu(props: PreferencesProps) {
  const t = useTranslations("shell");
  return (
    <Disclosure accessibleLabel={t("preferences")} label={<Icon as="settings-2" />}>
      <Preferences {...props} />
    </Disclosure>
  );
}

function AccountMenu({ person, signOut }: Pick<Props, "person" | "signOut">) {
  const t = useTranslations("shell");
  return (
    <Disclosure
      accessibleLabel={t("accountOf", { name: person.name })}
      label={
        <>
          <Icon as="circle-user" />
          <span className="hidden max-w-48 truncate sm:inline">{person.name}</span>
        </>
      }
    >
      <div className="grid gap-2">
        <div className="px-2">
          <p className="font-semibold">{person.name}</p>
          <p className="text-muted text-sm">{person.role}</p>
        </div>
        {person.accountHref ? (
          <TextLink href={person.accountHref} className="px-2 py-1.5">
            {t("accountSettings")}
          </TextLink>
        ) : null}
        <form action={signOut} data-leaves>
          <button
            type="submit"
            className="min-h-9 w-full rounded-md px-2 text-left font-semibold hover:bg-accent-soft"
          >
            {t("signOut")}
          </button>
        </form>
      </div>
    </Disclosure>
  );
}
