"use client";
import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { CheckboxField } from "@/components/form/checkbox-field";
import { FormSection } from "@/components/form/form-section";
import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import { TextareaField } from "@/components/form/textarea-field";
import { digests } from "@/lib/achievements/definition-keys";
import { fillMessage, placeholders } from "@/lib/notifications/placeholder-rules";

/** What a message would say today, from the page: dates are written on the server. */
export type SampleAward = Readonly<{ organisation: string; date: string; link: string }>;

/** What whoever gets it is told, with a look at it, and how often the one who made it hears of awards. */
export function MessageFields({ sample }: { sample: SampleAward }) {
  const t = useTranslations("builder.form");
  return (
    <FormSection title={t("messageSection")}>
      <TextField name="messageSubject" width="full" optional />
      <TextareaField name="message" hint={t("messageHint")} rows={6} limit={5000} optional />
      <details className="max-w-xl">
        <summary className="cursor-pointer font-semibold">{t("placeholders")}</summary>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 pt-2">
          {placeholders.map((name) => (
            <div key={name} className="col-span-2 grid grid-cols-subgrid">
              <dt>
                <code>{`{${name}}`}</code>
              </dt>
              <dd className="text-muted">{t(`placeholder.${name}`)}</dd>
            </div>
          ))}
        </dl>
      </details>
      <MessagePreview sample={sample} />
      <CheckboxField name="attachment" hint={t("attachmentHint")} />
      <SelectField
        name="notification"
        hint={t("notificationHint")}
        empty={null}
        options={digests.map((value) => ({ value, label: t(`notifications.${value}`) }))}
      />
    </FormSection>
  );
}

function MessagePreview({ sample }: { sample: SampleAward }) {
  const t = useTranslations("builder.form");
  const written: unknown[] = useWatch({ name: ["messageSubject", "message", "name", "description"] });
  const [subject = "", message = "", name = "", description = ""] = written.map((value) =>
    String(value ?? "").trim(),
  );
  const values = {
    ...sample,
    name: t("sampleName"),
    achievement: name || "…",
    description: description || "…",
  };
  return (
    <section className="max-w-xl space-y-1 rounded-md border border-line bg-sunken p-3 sm:p-4">
      <h3 className="font-semibold">{t("messagePreview")}</h3>
      {subject === "" && message === "" ? <p className="text-muted">{t("messageEmpty")}</p> : null}
      {subject === "" ? null : <p className="break-words font-bold">{fillMessage(subject, values)}</p>}
      {message === "" ? null : (
        <p className="whitespace-pre-line break-words">{fillMessage(message, values)}</p>
      )}
    </section>
  );
}
