import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";
import { TextLink } from "@/components/ui/text-link";

/** Where the page is; the page itself is the h1 below and is not repeated. */
export function Breadcrumb({ items }: { items: readonly { href: string; label: string }[] }) {
  const t = useTranslations("common");
  return (
    <nav aria-label={t("breadcrumb")} className="mb-2 text-sm print:hidden">
      <ol className="flex flex-wrap gap-x-2 gap-y-1">
        {items.map((item) => (
          <li
            key={item.href}
            className="flex items-center gap-1 not-last:after:ml-1 not-last:after:text-muted not-last:after:content-['/'/'']"
          >
            {items.length === 1 ? <Icon as="chevron-left" size={16} className="text-muted" /> : null}
            <TextLink href={item.href}>{item.label}</TextLink>
          </li>
        ))}
      </ol>
    </nav>
  );
}
