import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { TextLink } from "@/components/ui/text-link";

type Props = { header: ReactNode; navigation?: ReactNode; width?: "wide" | "reading"; children: ReactNode };

/** Skip link, header, optional navigation, main, footer: the same landmarks on every page. */
export function PageFrame({ header, navigation, width = "wide", children }: Props) {
  const t = useTranslations("shell");
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-accent px-4 py-2 font-semibold text-on-accent focus:translate-y-0"
      >
        {t("skip")}
      </a>
      <header className="border-line border-b bg-surface">{header}</header>
      <div
        className={navigation ? "mx-auto flex w-full max-w-[96rem] flex-1 flex-col lg:flex-row" : "flex-1"}
      >
        {navigation}
        <main
          id="main"
          tabIndex={-1}
          className={
            width === "wide"
              ? "min-w-0 flex-1 px-4 py-6 sm:px-6"
              : "mx-auto w-full max-w-3xl px-4 py-8 sm:px-6"
          }
        >
          {children}
        </main>
      </div>
      <footer className="mt-8 border-line border-t bg-sunken px-4 py-5 text-sm sm:px-6">
        <div className="mx-auto flex max-w-[96rem] flex-wrap gap-x-6 gap-y-2">
          <p className="text-muted">{t("footer.about")}</p>
          <TextLink href="/verify">{t("footer.verify")}</TextLink>
        </div>
      </footer>
    </div>
  );
}
