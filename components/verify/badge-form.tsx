import { useTranslations } from "next-intl";
import { inputStyle } from "@/components/form/input-style";
import { PlainField } from "@/components/form/plain-field";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

type Props = {
  /** Why nothing was looked at last time. */
  problem?: string | undefined;
};

/**
 * Asks for a badge as a file or by its address. A browser lets a file be dropped onto a file field by itself, so the field
 * is as large as what one would aim at, and needs no script.
 */
export function BadgeForm({ problem }: Props) {
  const t = useTranslations("badgeCheck.form");
  const describedBy = (name: string) => (problem ? `badge-problem ${name}-hint` : `${name}-hint`);
  return (
    <section aria-labelledby="badge-title" className="space-y-4">
      <h2 id="badge-title" className="text-xl">
        {t("title")}
      </h2>
      <p className="max-w-prose text-muted">{t("lead")}</p>
      <form
        action="/verify/file"
        method="post"
        encType="multipart/form-data"
        className={problem ? "space-y-5 border-danger border-l-4 pl-3" : "space-y-5"}
      >
        {problem ? (
          <div id="badge-problem" className="flex items-start gap-1.5 font-semibold text-danger">
            <Icon as="circle-alert" className="mt-1 shrink-0" size={16} />
            <p>{problem}</p>
          </div>
        ) : null}
        <PlainField name="file" label={t("file")} hint={t("fileHint")}>
          <input
            id="file"
            name="file"
            type="file"
            accept=".png,.svg,.json,.jsonld,.jwt,.txt,image/png,image/svg+xml,application/json"
            aria-invalid={problem ? true : undefined}
            aria-describedby={describedBy("file")}
            className="block w-full rounded-md border-2 border-control border-dashed bg-sunken px-4 py-8 text-ink file:mr-3 file:rounded-md file:border file:border-control file:bg-paper file:px-3 file:py-1.5 file:font-semibold file:text-ink"
          />
        </PlainField>
        <PlainField name="url" label={t("url")} hint={t("urlHint")}>
          <input
            id="url"
            name="url"
            type="text"
            inputMode="url"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={2000}
            aria-invalid={problem ? true : undefined}
            aria-describedby={describedBy("url")}
            className={inputStyle("full", problem !== undefined)}
          />
        </PlainField>
        <PlainField name="email" label={t("email")} hint={t("emailHint")}>
          <input
            id="email"
            name="email"
            type="text"
            inputMode="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={254}
            aria-describedby="email-hint"
            className={inputStyle("full")}
          />
        </PlainField>
        <Button type="submit" variant="primary">
          {t("submit")}
        </Button>
      </form>
    </section>
  );
}
