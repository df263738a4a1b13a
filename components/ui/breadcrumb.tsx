import { useTranslations } from "next-intl";
import { TextLink } from "@/components/ui/text-link";

/** Where the page is; the page itself is the h1 below and is not repeated. */
export function Breadcrumb({ items }: { items: readonly { href: string; label: string }[] }) {
  const t = useTranslations("common");
  return (
    <nav aria-label={t("breadcrumb")} className="mb-2 text-sm">
      <ol className="flex flex-wrap gap-x-2 gap-y-1">
        {items.map((item) => (
          <li key={item.href} className="after:ml-2 after:text-muted after:content-['/'/'']">
            <TextLink href={item.href}>{item.label}</TextLink>
          </li>
        ))}
      </ol>
    </nav>
  );
}
