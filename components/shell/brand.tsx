import { useTranslations } from "next-intl";

/** The mark: a medal's ribbon and ring in one stroke weight. */
export function BrandMark({ size = 28 }: { size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 32 32" className="shrink-0 text-accent">
      <path d="M9 2h5l2 6 2-6h5l-4.2 10h-5.6z" fill="currentColor" />
      <circle cx="16" cy="20.5" r="9" fill="none" stroke="currentColor" strokeWidth="3" />
      <path
        d="M12.2 20.8l2.7 2.7 5-5.4"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** `compact` leaves only the mark where there is little room; the name is still spoken. */
export function Brand({ href = "/", compact = false }: { href?: string; compact?: boolean }) {
  const t = useTranslations("common");
  return (
    <a href={href} className="flex items-center gap-2 rounded-md font-bold text-lg">
      <BrandMark />
      <span className={compact ? "max-sm:sr-only" : undefined}>{t("appName")}</span>
    </a>
  );
}
