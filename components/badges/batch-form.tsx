"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { BatchFields, type BatchFormProps } from "@/components/badges/batch-fields";
import { callAction, useSingleRun } from "@/components/form/call-action";
import { announce } from "@/components/ui/announce";
import { FetchedPart } from "@/components/ui/fetched-part";
import type { BatchInput } from "@/lib/badges/batch-schema";
import type { BatchPreview } from "@/lib/badges/batch-service";
import { translateMessage } from "@/lib/i18n/translate-message";
import type { Result } from "@/lib/result";

const loadPreview = () => import("@/components/badges/batch-preview");
const BatchPreviewStep = dynamic(() =>
  import("@/components/badges/batch-preview").then((module) => module.BatchPreviewStep),
);

type Tried = Readonly<{ input: BatchInput; result: BatchPreview }>;

/** Choose the badge and the people, see what becomes of each, and only then award. What was typed stays. */
export function BatchForm(props: BatchFormProps) {
  const [tried, setTried] = useState<Tried | null>(null);
  return (
    <>
      <div hidden={tried !== null}>
        <BatchFields {...props} onTried={(input, result) => setTried({ input, result })} />
      </div>
      {tried ? (
        <Confirmation {...props} tried={tried} onTried={setTried} onLeave={() => setTried(null)} />
      ) : null}
    </>
  );
}

type ConfirmationProps = BatchFormProps & {
  tried: Tried;
  onTried: (tried: Tried) => void;
  onLeave: () => void;
};

function Confirmation({ preview, award, path, achievements, tried, onTried, onLeave }: ConfirmationProps) {
  const t = useTranslations("batches");
  const errors = useTranslations("errors");
  const router = useRouter();
  const { busy, run } = useSingleRun();
  const [problem, setProblem] = useState<string | null>(null);

  function fail({ error }: { error: Extract<Result<never>, { ok: false }>["error"] }) {
    const [field] = Object.values(error.fields);
    setProblem(translateMessage(errors, field ?? error.text));
  }

  async function send() {
    setProblem(null);
    const answer = await callAction(() => award(tried.input));
    if (!answer.ok) return fail(answer);
    announce(t("awarded"));
    router.push(`${path}/${answer.data.id}?given=1`);
  }

  async function include(change: Pick<BatchInput, "includeRevoked" | "includeEarlier">) {
    setProblem(null);
    const input = { ...tried.input, ...change };
    const answer = await callAction(() => preview(input));
    if (!answer.ok) return fail(answer);
    onTried({ input, result: answer.data });
  }

  return (
    <FetchedPart load={loadPreview}>
      <BatchPreviewStep
        achievement={achievements.find(({ value }) => value === tried.input.achievementId)?.label ?? ""}
        input={tried.input}
        result={tried.result}
        busy={busy}
        problem={problem}
        onInclude={(change) => run(() => include(change))}
        onAward={() => run(send)}
        onLeave={onLeave}
      />
    </FetchedPart>
  );
}
