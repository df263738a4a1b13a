import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Brand } from "@/components/shell/brand";
import { Disclosure } from "@/components/shell/disclosure";
import { PageFrame, type Width } from "@/components/shell/page-frame";
import { Preferences, type PreferencesProps } from "@/components/shell/preferences";
import { Icon } from "@/components/ui/icon";
import { LinkButton } from "@/components/ui/link-button";

type Props = {
  preferences: PreferencesProps;
  /** The way in: to sign-in, or to the overview for those who are; none on the sign-in page itself. */
  door: "sign-in" | "overview" | null;
  width?: Width;
  children: ReactNode;
};

/** The frame of pages that anybody may see. */
export function PublicShell({ preferences, door, width = "reading", children }: Props) {
  const t = useTranslations("shell");
  return (
    <PageFrame
      width={width}
      header={
        <div className="flex flex-wrap items-center gap-2">
          <Brand />
          <div className="ml-auto flex items-center gap-2">
            <Disclosure
              accessibleLabel={t("preferences")}
              label={
                <>
                  <Icon as="settings-2" />
                  <span className="hidden sm:inline">{t("preferences")}</span>
                </>
              }
            >
              <Preferences {...preferences} />
            </Disclosure>
            {door === "sign-in" ? <LinkButton href="/sign-in">{t("signIn")}</LinkButton> : null}
            {door === "overview" ? <LinkButton href="/o">{t("overview")}</LinkButton> : null}
          </div>
        </div>
      }
    >
      {children}
    </PageFrame>
  );
}
