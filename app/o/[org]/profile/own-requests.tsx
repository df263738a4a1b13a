import { getTranslations } from "next-intl/server";
import { TextLink } from "@/components/ui/text-link";

/** At the end of one's own page: where to go when something on it is not right. */
export async function OwnRequests({ org }: { org: string }) {
  const t = await getTranslations("mistakes.profile");
  const path = `/o/${org}/profile`;
  const links = [
    { href: `${path}/mistakes/new`, label: t("missing") },
    { href: `${path}/mistakes`, label: t("reports") },
    { href: `${path}/pauses`, label: t("pauses") },
  ];
  return (
    <section aria-labelledby="own-requests" className="mt-10 space-y-3 print:hidden">
      <h2 id="own-requests" className="text-xl">
        {t("title")}
      </h2>
      <p className="max-w-prose text-muted">{t("body")}</p>
      <ul className="flex flex-wrap gap-x-5 gap-y-2">
        {links.map(({ href, label }) => (
          <li key={href}>
            <TextLink href={href}>{label}</TextLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
