"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type * as z from "zod";
import { Form } from "@/components/form/form";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { useActionForm } from "@/components/form/use-action-form";
import { AccessLink, type ShownLink } from "@/components/people/access-link";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";
import { newOrganization } from "@/lib/organizations/schema";
import type { Result } from "@/lib/result";

type Created = { slug: string; name: string; link: ShownLink | null };
type Props = {
  action: (input: z.input<typeof newOrganization>) => Promise<Result<Created>>;
  timeZones: readonly string[];
};

export function NewOrganizationForm({ action, timeZones }: Props) {
  const [created, setCreated] = useState<Created | null>(null);
  return created ? (
    <CreatedNotice created={created} />
  ) : (
    <Fields action={action} timeZones={timeZones} onCreated={setCreated} />
  );
}

function Fields({ action, timeZones, onCreated }: Props & { onCreated: (created: Created) => void }) {
  const t = useTranslations("admin");
  const state = useActionForm({
    schema: newOrganization,
    action,
    defaultValues: {
      name: "",
      slug: "",
      certificatePrefix: "",
      locale: "nb",
      timeZone: "Europe/Oslo",
      adminEmail: "",
    },
    labels: {
      name: t("name"),
      slug: t("slug"),
      certificatePrefix: t("prefix"),
      locale: t("locale"),
      timeZone: t("timeZone"),
      adminEmail: t("adminEmail"),
    },
    onSaved: onCreated,
  });
  return (
    <Form state={state}>
      <TextField name="name" autoComplete="off" />
      <TextField name="slug" width="medium" autoComplete="off" spellCheck={false} hint={t("slugHint")} />
      <TextField
        name="certificatePrefix"
        width="short"
        autoComplete="off"
        spellCheck={false}
        hint={t("prefixHint")}
      />
      <SelectField
        name="locale"
        empty={null}
        options={(["nb", "nn", "en"] as const).map((value) => ({ value, label: t(`locales.${value}`) }))}
      />
      <SelectField
        name="timeZone"
        empty={null}
        options={timeZones.map((value) => ({ value, label: value.replaceAll("_", " ") }))}
      />
      <TextField name="adminEmail" type="email" autoComplete="off" hint={t("adminEmailHint")} optional />
      <SubmitButton>{t("create")}</SubmitButton>
    </Form>
  );
}

function CreatedNotice({ created: { name, slug, link } }: { created: Created }) {
  const t = useTranslations("admin");
  return (
    <Callout tone="success" role="status" title={t("createdTitle", { name })}>
      <div className="space-y-3">
        {link ? <AccessLink link={link} name={t("theAdmin")} /> : <p>{t("noAdmin")}</p>}
        <LinkButton href={`/o/${slug}`}>{t("goTo", { name })}</LinkButton>
      </div>
    </Callout>
  );
}
