"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionButton } from "@/components/form/action-button";
import { Form } from "@/components/form/form";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { AccessLink, type ShownLink } from "@/components/people/access-link";
import { Card } from "@/components/ui/card";
import type { Person } from "@/lib/people/queries";
import { memberRoles, roleChange } from "@/lib/people/schema";
import type { Result } from "@/lib/result";

type Named = { userId: string };
type Role = Person["role"];
type Actions = {
  setRole: (input: Named & { role: Role }) => Promise<Result<void>>;
  deactivate: (input: Named) => Promise<Result<void>>;
  reactivate: (input: Named) => Promise<Result<void>>;
  invite: (input: Named) => Promise<Result<ShownLink>>;
};
type Props = { person: Person; isSelf: boolean; actions: Actions };

/** What a person may do here, and whether they get in at all. */
export function PersonAccess({ person, isSelf, actions }: Props) {
  const t = useTranslations("people");
  return (
    <Card title={t("access")}>
      <div className="space-y-5">
        <RoleForm person={person} setRole={actions.setRole} />
        {isSelf ? <p className="max-w-prose text-muted">{t("selfHint")}</p> : null}
        <Invitation person={person} invite={actions.invite} />
        <Standing person={person} {...actions} />
      </div>
    </Card>
  );
}

function RoleForm({ person, setRole }: { person: Person; setRole: Actions["setRole"] }) {
  const t = useTranslations("people");
  const state = useActionForm({
    schema: roleChange,
    action: setRole,
    defaultValues: { userId: person.userId, role: person.role },
    labels: { role: t("role") },
    saved: t("roleChanged", { name: person.displayName }),
  });
  return (
    <Form state={state} label={t("changeRole")}>
      <SelectField
        name="role"
        empty={null}
        hint={t("roleHint")}
        options={memberRoles.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
      />
      <SubmitButton variant="primary">{t("changeRole")}</SubmitButton>
    </Form>
  );
}

function Invitation({ person, invite }: { person: Person; invite: Actions["invite"] }) {
  const t = useTranslations("people");
  const [link, setLink] = useState<ShownLink | null>(null);
  if (person.account?.hasPassword) return <p className="max-w-prose">{t("accountInUse")}</p>;
  if (!person.account?.mayBeInvited) {
    return <p className="max-w-prose">{t(person.email ? "accountElsewhere" : "noEmail")}</p>;
  }
  async function call(input: Named) {
    const result = await invite(input);
    if (result.ok) setLink(result.data);
    return result;
  }
  return (
    <div className="space-y-3">
      <p className="max-w-prose">{t("notInUse", { name: person.displayName })}</p>
      <ActionButton
        label={t("makeLink")}
        action={call}
        input={{ userId: person.userId }}
        done={t("linkMade")}
      />
      {link ? <AccessLink link={link} name={person.displayName} /> : null}
    </div>
  );
}

function Standing({ person, deactivate, reactivate }: { person: Person } & Actions) {
  const t = useTranslations("people");
  const name = person.displayName;
  const input = { userId: person.userId };
  if (person.status === "inactive") {
    return (
      <ActionButton
        label={t("reactivate")}
        action={reactivate}
        input={input}
        done={t("reactivated", { name })}
      />
    );
  }
  return (
    <ActionButton
      label={t("deactivate")}
      variant="danger"
      action={deactivate}
      input={input}
      confirm={{
        question: t("deactivateQuestion", { name }),
        consequence: t("deactivateConsequence"),
        confirmLabel: t("deactivate"),
      }}
      done={t("deactivated", { name })}
    />
  );
}
