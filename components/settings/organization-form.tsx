"use client";
import { useTranslations } from "next-intl";
import type * as z from "zod";
import { CheckboxField } from "@/components/form/checkbox-field";
import { Form } from "@/components/form/form";
import { NumberField } from "@/components/form/number-field";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { TextareaField } from "@/components/form/textarea-field";
import { useActionForm } from "@/components/form/use-action-form";
import { organizationSettings } from "@/lib/organizations/schema";
import type { Result } from "@/lib/result";

type Input = z.input<typeof organizationSettings>;
type Settings = Readonly<{
  name: string;
  certificatePrefix: string;
  timeZone: string;
  locale: Input["locale"];
  expiryWarningDays: number;
  issuerUrl: string | null;
  issuerEmail: string | null;
  issuerDescription: string | null;
  issuerImageUrl: string | null;
  peersMayNominate: boolean;
  prefixIsFinal: boolean;
}>;
type Props = {
  action: (input: Input) => Promise<Result<void>>;
  settings: Settings;
  timeZones: readonly string[];
};

const FIELDS = [
  "name",
  "locale",
  "timeZone",
  "certificatePrefix",
  "expiryWarningDays",
  "peersMayNominate",
  "issuerUrl",
  "issuerEmail",
  "issuerDescription",
  "issuerImageUrl",
] as const;

const withoutNull = (settings: Settings): Input => ({
  name: settings.name,
  certificatePrefix: settings.certificatePrefix,
  timeZone: settings.timeZone,
  locale: settings.locale,
  expiryWarningDays: settings.expiryWarningDays,
  issuerUrl: settings.issuerUrl ?? "",
  issuerEmail: settings.issuerEmail ?? "",
  issuerDescription: settings.issuerDescription ?? "",
  issuerImageUrl: settings.issuerImageUrl ?? "",
  peersMayNominate: settings.peersMayNominate,
});

export function OrganizationForm({ action, settings, timeZones }: Props) {
  const t = useTranslations("settings.organization");
  const state = useActionForm({
    schema: organizationSettings,
    action,
    defaultValues: withoutNull(settings),
    labels: Object.fromEntries(FIELDS.map((name) => [name, t(`fields.${name}`)])),
    saved: t("saved"),
  });
  const zones = timeZones.includes(settings.timeZone) ? timeZones : [settings.timeZone, ...timeZones];
  return (
    <Form state={state}>
      <TextField name="name" autoComplete="organization" />
      <SelectField
        name="locale"
        empty={null}
        hint={t("hints.locale")}
        options={(["nb", "nn", "en"] as const).map((value) => ({ value, label: t(`locales.${value}`) }))}
      />
      <SelectField
        name="timeZone"
        empty={null}
        hint={t("hints.timeZone")}
        options={zones.map((value) => ({ value, label: value.replaceAll("_", " ") }))}
      />
      {settings.prefixIsFinal ? (
        <div className="space-y-1">
          <p className="font-semibold">{t("fields.certificatePrefix")}</p>
          <p>{settings.certificatePrefix}</p>
          <p className="text-muted text-sm">{t("prefixIsFinal")}</p>
        </div>
      ) : (
        <TextField
          name="certificatePrefix"
          width="short"
          autoComplete="off"
          spellCheck={false}
          hint={t("hints.certificatePrefix")}
        />
      )}
      <NumberField name="expiryWarningDays" unit={t("days")} hint={t("hints.expiryWarningDays")} />
      <CheckboxField name="peersMayNominate" hint={t("hints.peersMayNominate")} />
      <fieldset className="space-y-5">
        <legend className="font-bold text-lg">{t("issuer")}</legend>
        <p className="max-w-prose text-muted">{t("issuerLead")}</p>
        <TextField name="issuerUrl" type="url" autoComplete="url" hint={t("hints.issuerUrl")} optional />
        <TextField name="issuerEmail" type="email" autoComplete="email" optional />
        <TextareaField name="issuerDescription" optional />
        <TextField
          name="issuerImageUrl"
          type="url"
          autoComplete="off"
          hint={t("hints.issuerImageUrl")}
          optional
        />
      </fieldset>
      <SubmitButton>{t("save")}</SubmitButton>
    </Form>
  );
}
