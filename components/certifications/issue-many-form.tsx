"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IssueManyFields, type IssueManyProps } from "@/components/certifications/issue-many-fields";
import { callAction, useSingleRun } from "@/components/form/call-action";
import { announce } from "@/components/ui/announce";
import { FetchedPart } from "@/components/ui/fetched-part";
import type { IssueManyInput, WrittenTrial } from "@/lib/certifications/batch-schema";
import { translateMessage } from "@/lib/i18n/translate-message";

const loadPreview = () => import("@/components/certifications/issue-many-preview");
const IssueManyPreview = dynamic(() =>
  import("@/components/certifications/issue-many-preview").then((module) => module.IssueManyPreview),
);

type Tried = Readonly<{ input: IssueManyInput; result: WrittenTrial }>;

/** Choose the certificate and the people, see what becomes of each, and only then issue. What was typed stays. */
export function IssueManyForm(props: IssueManyProps) {
  const [tried, setTried] = useState<Tried | null>(null);
  return (
    <>
      <div hidden={tried !== null}>
        <IssueManyFields {...props} onTried={(input, result) => setTried({ input, result })} />
      </div>
      {tried ? <Confirmation {...props} tried={tried} onLeave={() => setTried(null)} /> : null}
    </>
  );
}

type ConfirmationProps = IssueManyProps & { tried: Tried; onLeave: () => void };

function Confirmation({ issue, path, certificates, types, tried, onLeave }: ConfirmationProps) {
  const t = useTranslations("issuing");
  const errors = useTranslations("errors");
  const router = useRouter();
  const { busy, run } = useSingleRun();
  const [problem, setProblem] = useState<string | null>(null);

  async function send() {
    setProblem(null);
    const answer = await callAction(() => issue(tried.input));
    if (answer.ok) {
      announce(t("ordered"));
      router.push(`${path}/${answer.data.id}`);
      return;
    }
    const [field] = Object.values(answer.error.fields);
    setProblem(translateMessage(errors, field ?? answer.error.text));
  }

  return (
    <FetchedPart load={loadPreview}>
      <IssueManyPreview
        type={types.find(({ value }) => value === tried.input.certificationTypeId)?.label ?? ""}
        certificates={certificates}
        result={tried.result}
        busy={busy}
        problem={problem}
        onIssue={() => run(send)}
        onLeave={onLeave}
      />
    </FetchedPart>
  );
}
