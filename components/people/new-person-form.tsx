"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type * as z from "zod";
import { RadioGroup } from "@/components/form/choice-group";
import { DateField } from "@/components/form/date-field";
import { Form } from "@/components/form/form";
import { SubmitButton } from "@/components/form/submit-button";
import { TextField } from "@/components/form/text-field";
import { useActionForm } from "@/components/form/use-action-form";
import { AccessLink, type ShownLink } from "@/components/people/access-link";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/text-link";
import { memberRoles, newPerson } from "@/lib/people/schema";
import type { Result } from "@/lib/result";

type Added = { userId: string; name: string; link: ShownLink | null };
type Props = {
  action: (input: z.input<typeof newPerson>) => Promise<Result<Added>>;
  /** The list of people. */
  path: string;
};

/** Several people in a row: the form is a new one each time, and the last one's link stays until the next. */
export function NewPersonForm({ action, path }: Props) {
  const [added, setAdded] = useState<Added | null>(null);
  return (
    <div className="space-y-6">
      {added ? <AddedNotice key={added.userId} added={added} path={path} /> : null}
      <Fields key={`after-${added?.userId}`} action={action} onAdded={setAdded} />
    </div>
  );
}

function Fields({ action, onAdded }: Pick<Props, "action"> & { onAdded: (added: Added) => void }) {
  const t = useTranslations("people");
  const state = useActionForm({
    schema: newPerson,
    action,
    defaultValues: { displayName: "", email: "", role: "peer_mentor", joinedOn: "" },
    labels: { displayName: t("displayName"), email: t("email"), role: t("role"), joinedOn: t("joinedOn") },
    onSaved: onAdded,
  });
  return (
    <Form state={state}>
      <TextField name="displayName" autoComplete="off" />
      <TextField name="email" type="email" autoComplete="off" hint={t("emailHint")} optional />
      <RadioGroup
        name="role"
        options={memberRoles.toReversed().map((role) => ({
          value: role,
          label: t(`roles.${role}`),
          hint: t(`roleHints.${role}`),
        }))}
      />
      <DateField name="joinedOn" optional />
      <SubmitButton>{t("add")}</SubmitButton>
    </Form>
  );
}

/** Takes focus: the button that was pressed is gone with its form. */
function AddedNotice({ added, path }: { added: Added; path: string }) {
  const t = useTranslations("people");
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), []);
  return (
    <div ref={notice} tabIndex={-1}>
      <Callout tone="success" role="status" title={t("added", { name: added.name })}>
        <div className="space-y-3">
          {added.link ? <AccessLink link={added.link} name={added.name} /> : <p>{t("noEmail")}</p>}
          <p>
            <TextLink href={`${path}/${added.userId}`}>{t("goTo", { name: added.name })}</TextLink>
          </p>
        </div>
      </Callout>
    </div>
  );
}
