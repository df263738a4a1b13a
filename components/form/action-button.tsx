"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useRef, useState } from "react";
import { callAction, useSingleRun } from "@/components/form/call-action";
import { FieldError, Requirement } from "@/components/form/field-frame";
import { inputStyle } from "@/components/form/input-style";
import { useUndo } from "@/components/form/use-undo";
import { announce, toneOf } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import type { ButtonSize, ButtonVariant } from "@/components/ui/button-style";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { type Message, msg } from "@/lib/errors";
import { translateMessage } from "@/lib/i18n/translate-message";
import type { Result } from "@/lib/result";

type Props<Input extends object, Output> = {
  label: string;
  /** Says which one, for lists where every row has the same button: "Trekk tilbake merket til Kari Nordmann". */
  accessibleLabel?: string;
  icon?: ReactNode;
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** A server action, bound to its organisation, and what it is called with. */
  action: (input: Input) => Promise<Result<Output>>;
  input: Input;
  /** Asks first. What can be undone should not ask. */
  confirm?: {
    question: string;
    consequence: ReactNode;
    confirmLabel: string;
    cancelLabel?: string;
    tone?: "danger" | "primary";
  };
  /** Asks for a reason in the dialog and adds it to the input under `name`. Needs `confirm`. */
  reason?: { name: keyof Input & string; label: string; hint?: string; optional?: boolean };
  /** Said when it worked: "Merket er trukket tilbake". What only the answer knows is said by it. */
  done: string | ((answer: Output) => string);
  /** To how many it happened, where that may be none. */
  count?: (answer: Output) => number;
  /** What takes it back, offered together with `done`; such a button should not ask first. */
  undo?: { action?: (input: Input) => Promise<Result<unknown>>; input: Input; done: string };
  redirectTo?: string;
};

/** A button that calls a server action, with a question before it where the consequence deserves one. */
export function ActionButton<Input extends object, Output = unknown>(props: Props<Input, Output>) {
  const run = useAction(props);
  const { confirm } = props;
  return (
    <>
      <Button
        variant={props.variant}
        size={props.size}
        icon={props.icon}
        busy={run.busy && !confirm}
        aria-label={props.accessibleLabel}
        onClick={confirm ? run.ask : () => run.call({})}
      >
        {props.label}
      </Button>
      {confirm ? <Question {...props} confirm={confirm} run={run} /> : null}
    </>
  );
}

function useAction<Input extends object, Output>({
  action,
  input,
  done,
  count = () => 1,
  undo,
  redirectTo,
  reason,
}: Props<Input, Output>) {
  const t = useTranslations("errors");
  const router = useRouter();
  const { busy, run } = useSingleRun();
  const offer = useUndo();
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<string | null>(null);

  function fail(text: Message, fields: Readonly<Record<string, Message>> = {}) {
    const blamed = Object.entries(fields).map(([name, message]) =>
      translateMessage(t, message, name === reason?.name ? reason.label : undefined),
    );
    const words = blamed.length > 0 ? blamed.join(" ") : translateMessage(t, text);
    if (open) setError(words);
    else announce(words, "danger");
  }

  function call(extra: object) {
    run(async () => {
      setError(null);
      const result = await callAction(() => action({ ...input, ...extra }));
      if (!result.ok) return fail(result.error.text, result.error.fields);
      setOpen(false);
      const back = undo && { run: () => (undo.action ?? action)(undo.input), done: undo.done };
      const said = typeof done === "string" ? done : done(result.data);
      announce(said, toneOf(count(result.data)), back && offer(back));
      if (redirectTo) router.push(redirectTo);
    });
  }

  return {
    busy,
    open,
    error,
    call,
    ask: () => {
      setError(null);
      setOpen(true);
    },
    leave: () => setOpen(false),
  };
}

type QuestionProps<Input extends object, Output> = Props<Input, Output> & {
  confirm: NonNullable<Props<Input, Output>["confirm"]>;
  run: ReturnType<typeof useAction<Input, Output>>;
};

function Question<Input extends object, Output>({ confirm, reason, run }: QuestionProps<Input, Output>) {
  const t = useTranslations("errors");
  const id = useId();
  const [text, setText] = useState("");
  const [missing, setMissing] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);

  function answer() {
    if (!reason) return run.call({});
    const words = text.trim();
    if (words === "" && !reason.optional) {
      setMissing(translateMessage(t, msg("field.required"), reason.label));
      field.current?.focus();
      return;
    }
    setMissing(null);
    run.call({ [reason.name]: words === "" ? undefined : words });
  }

  return (
    <ConfirmDialog
      open={run.open}
      {...confirm}
      busy={run.busy}
      error={run.error}
      onConfirm={answer}
      onCancel={() => {
        setMissing(null);
        run.leave();
      }}
    >
      {reason ? (
        <div className="space-y-1">
          <label htmlFor={id} className="block font-semibold">
            {reason.label}
            <Requirement optional={reason.optional} />
          </label>
          {reason.hint ? (
            <p id={`${id}-hint`} className="text-muted text-sm">
              {reason.hint}
            </p>
          ) : null}
          <textarea
            ref={field}
            id={id}
            rows={3}
            value={text}
            onChange={(event) => setText(event.target.value)}
            aria-invalid={missing ? true : undefined}
            aria-describedby={
              [reason.hint && `${id}-hint`, missing && `${id}-error`].filter(Boolean).join(" ") || undefined
            }
            className={inputStyle("full", missing !== null)}
          />
          <FieldError id={`${id}-error`}>{missing}</FieldError>
        </div>
      ) : null}
    </ConfirmDialog>
  );
}
