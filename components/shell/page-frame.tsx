import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { TextLink } from "@/components/ui/text-link";

type Props = {
  header: ReactNode;
  /** Beside the content where there is room; with `navigationAbove` always on top of it. */
  navigation?: ReactNode;
  navigationAbove?: boolean;
  width?: Width;
  /** Links of the footer besides those that are always there. */
  footer?: ReactNode;
  children: ReactNode;
};

/** Wide for work, page for looking at, reading for sentences and forms. */
export type Width = "wide" | "page" | "reading";

const WIDTH: Record<Width, string> = {
  wide: "max-w-[88rem]",
  page: "mx-auto max-w-6xl",
  reading: "mx-auto max-w-3xl",
};

/** Skip link, header, optional navigation, main, footer: the same landmarks on every page. */
export function PageFrame({
  header,
  navigation,
  navigationAbove = false,
  width = "wide",
  footer,
  children,
}: Props) {
  const t = useTranslations("shell");
  // Beside a navigation the page begins at the window's edge, else header and footer keep to the content's.
  const edge = width === "wide" ? undefined : "mx-auto max-w-6xl";
  return (
    <div className="flex min-h-dvh flex-col print:block">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-accent px-4 py-2 font-semibold text-on-accent focus:translate-y-0 print:hidden"
      >
        {t("skip")}
      </a>
      <header className="border-line border-b bg-surface px-4 py-2 sm:px-6 print:hidden">
        <div className={edge}>{header}</div>
      </header>
      <div
        className={classNames(
          "flex flex-1 flex-col print:block",
          Boolean(navigation) && !navigationAbove && "lg:flex-row",
        )}
      >
        {navigation}
        <main
          id="main"
          tabIndex={-1}
          className="min-w-0 flex-1 px-4 pt-6 pb-14 sm:px-6 sm:pt-8 lg:px-8 print:p-0"
        >
          <div className={WIDTH[width]}>{children}</div>
        </main>
      </div>
      <footer className="border-line border-t bg-sunken px-4 py-5 text-sm sm:px-6 print:hidden">
        <div className={classNames(edge, "flex flex-wrap gap-x-6 gap-y-2")}>
          <p className="text-muted">{t("footer.about")}</p>
          <TextLink href="/verify">{t("footer.verify")}</TextLink>
          {footer}
        </div>
      </footer>
    </div>
  );
}
