"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSingleRun } from "@/components/form/call-action";
import { FileField } from "@/components/form/file-field";
import { Form } from "@/components/form/form";
import { SelectField } from "@/components/form/select-field";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { KindHelp } from "@/components/imports/kind-help";
import { sendFile } from "@/components/imports/send-file";
import { TrialResult } from "@/components/imports/trial-result";
import { announce } from "@/components/ui/announce";
import { translateMessage } from "@/lib/i18n/translate-message";
import { type ImportKind, MAX_FILE_BYTES } from "@/lib/imports/rules";
import { type ImportForm as Input, importForm, type UploadAnswer } from "@/lib/imports/schema";

type Props = {
  /** Address that takes the file. */
  url: string;
  /** Address of the list, below which each import has its page. */
  path: string;
  /** Address of the jobs, below which the run of a large file has its page. */
  jobs: string;
  kinds: readonly ImportKind[];
  kind: ImportKind;
  timeZone: string;
};

type Tried = Readonly<{ kind: ImportKind; file: File; result: UploadAnswer }>;

/** Choose and try a file, see what it would do, and only then import it. */
export function ImportForm(props: Props) {
  const [tried, setTried] = useState<Tried | null>(null);
  const [kind, setKind] = useState(props.kind);
  if (tried) return <Confirmation {...props} tried={tried} onLeave={() => setTried(null)} />;
  return <FileForm {...props} kind={kind} onKind={setKind} onTried={setTried} />;
}

type FileProps = Props & { onKind: (kind: ImportKind) => void; onTried: (tried: Tried) => void };

function FileForm({ url, kinds, kind, timeZone, onKind, onTried }: FileProps) {
  const t = useTranslations("imports");
  const state = useActionForm<Input, Tried>({
    schema: importForm,
    action: async ({ kind, file }) => {
      onKind(kind);
      const answer = await sendFile({ url, kind, file, dryRun: true });
      return answer.ok ? { ok: true, data: { kind, file, result: answer.data } } : answer;
    },
    defaultValues: { kind, file: undefined },
    labels: { kind: t("kind"), file: t("file") },
    saved: t("tried"),
    onSaved: onTried,
  });
  const chosen = state.form.watch("kind") as ImportKind;
  return (
    <Form state={state} guard={false}>
      <SelectField
        name="kind"
        empty={null}
        options={kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      <KindHelp kind={chosen} timeZone={timeZone} />
      <FileField
        name="file"
        accept=".csv,.tsv,.txt,.json,.gz"
        hint={t("fileHint")}
        megabytes={MAX_FILE_BYTES / 1_000_000}
      />
      <SubmitButton>{t("try")}</SubmitButton>
      <p role="status">{state.busy ? t("trying") : ""}</p>
    </Form>
  );
}

function Confirmation({ url, path, jobs, tried, onLeave }: Props & { tried: Tried; onLeave: () => void }) {
  const t = useTranslations("imports");
  const errors = useTranslations("errors");
  const router = useRouter();
  const { busy, run } = useSingleRun();
  const [problem, setProblem] = useState<string | null>(null);

  async function send() {
    setProblem(null);
    const answer = await sendFile({ url, kind: tried.kind, file: tried.file, dryRun: false });
    if (!answer.ok) return setProblem(translateMessage(errors, answer.error.text));
    const { id, runId } = answer.data;
    announce(t(runId === null ? "done" : "started"));
    router.push(runId === null ? `${path}/${id}` : `${jobs}/${runId}`);
    router.refresh();
  }

  return (
    <TrialResult
      fileName={tried.file.name}
      result={tried.result}
      busy={busy}
      problem={problem}
      onImport={() => run(send)}
      onLeave={onLeave}
    />
  );
}
