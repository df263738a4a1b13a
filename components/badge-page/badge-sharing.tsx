import { useTranslations } from "next-intl";
import { CopyLink } from "@/components/badge-page/copy-link";
import { DownloadLink } from "@/components/ui/download-link";
import { Icon } from "@/components/ui/icon";
import { LinkButton } from "@/components/ui/link-button";
import { TextLink } from "@/components/ui/text-link";

type Props = {
  /** Of the page itself. */
  address: string;
  /** Where it is checked. */
  verify: string;
  /** The badge as files to keep and to drop elsewhere. */
  files: readonly { href: string; label: string }[];
  linkedIn: string;
};

/** Checking a badge, taking it along and passing it on. */
export function BadgeSharing({ address, verify, files, linkedIn }: Props) {
  const t = useTranslations("badgePage");
  return (
    <>
      <div className="space-y-2">
        <LinkButton href={verify} variant="primary" icon={<Icon as="badge-check" />}>
          {t("verify")}
        </LinkButton>
        <p className="max-w-prose text-muted text-sm">{t("verifyHelp")}</p>
      </div>
      {files.length > 0 ? (
        <section className="space-y-1">
          <h2 className="text-lg">{t("files")}</h2>
          <p className="max-w-prose text-muted text-sm">{t("filesHelp")}</p>
          <ul className="flex flex-wrap gap-x-5 gap-y-2">
            {files.map(({ href, label }) => (
              <li key={href}>
                <DownloadLink href={href}>{label}</DownloadLink>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section className="space-y-2">
        <h2 className="text-lg">{t("share")}</h2>
        <CopyLink
          address={address}
          labels={{
            address: t("copy.address"),
            copy: t("copy.copy"),
            copied: t("copy.copied"),
            copyYourself: t("copy.copyYourself"),
          }}
        />
        <p>
          <TextLink href={linkedIn} rel="noopener noreferrer">
            {t("linkedIn")}
          </TextLink>
        </p>
      </section>
    </>
  );
}
