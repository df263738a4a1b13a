import { useTranslations } from "next-intl";
import { CopyLink } from "@/components/badge-page/copy-link";
import { Button } from "@/components/ui/button";
import { DownloadLink } from "@/components/ui/download-link";
import { Icon } from "@/components/ui/icon";
import { TextLink } from "@/components/ui/text-link";

type Props = {
  /** Of the page itself. */
  address: string;
  /** Below which the badge lies as files to keep and to drop elsewhere; null for one that was revoked. */
  files: string | null;
  linkedIn: string;
};

const FILES = [
  ["newest", "image.png"],
  ["drawing", "image.svg"],
  ["older", "image.png?format=ob2"],
  ["olderDrawing", "image.svg?format=ob2"],
] as const;

/** Checking a badge, taking it along and passing it on. */
export function BadgeSharing({ address, files, linkedIn }: Props) {
  const t = useTranslations("badgePage");
  return (
    <>
      <div className="space-y-2">
        <form action="/verify/file" method="post" encType="multipart/form-data">
          <input type="hidden" name="url" value={address} />
          <Button type="submit" variant="primary" icon={<Icon as="badge-check" />}>
            {t("verify")}
          </Button>
        </form>
        <p className="max-w-prose text-muted text-sm">{t("verifyHelp")}</p>
      </div>
      {files ? (
        <section className="space-y-1">
          <h2 className="text-lg">{t("files")}</h2>
          <p className="max-w-prose text-muted text-sm">{t("filesHelp")}</p>
          <ul className="flex flex-wrap gap-x-5 gap-y-2">
            {FILES.map(([name, file]) => (
              <li key={name}>
                <DownloadLink href={`${files}/${file}`}>{t(`file.${name}`)}</DownloadLink>
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
