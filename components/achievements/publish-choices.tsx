"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { callAction, useSingleRun } from "@/components/form/call-action";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { type PublishChoice, publishChoices } from "@/lib/evaluation/preview-rules";
import type { PublishInput } from "@/lib/evaluation/preview-schema";
import { translateMessage } from "@/lib/i18n/translate-message";
import type { Result } from "@/lib/result";

type Numbers = Readonly<{ awards: number; people: number }>;

type Props = {
  achievement: Readonly<{ id: string; name: string; needsApproval: boolean }>;
  numbers: Readonly<{ everybody: Numbers; today: Numbers; holders: number }>;
  publish: (input: PublishInput) => Promise<Result<{ awarded: number; followed: number }>>;
  /** Where to go when it is done. */
  next: string;
};

/** The three ways to put an achievement into use, each with its numbers, and the question before it happens. */
export function PublishChoices(props: Props) {
  const t = useTranslations("preview.publish");
  const [how, setHow] = useState<PublishChoice>("all");
  const choices = useRef<HTMLFieldSetElement>(null);
  const run = usePublish(props, how);
  const id = useId();
  return (
    <div className="space-y-4">
      <fieldset ref={choices} className="min-w-0 space-y-3">
        <legend className="mb-1 font-semibold">{t("legend")}</legend>
        {publishChoices.map((choice) => (
          <div key={choice} className="flex items-start gap-2.5">
            <input
              type="radio"
              id={`${id}-${choice}`}
              name={`${id}-how`}
              value={choice}
              defaultChecked={choice === "all"}
              aria-describedby={`${id}-${choice}-numbers`}
              className="mt-0.5 size-5 shrink-0 accent-accent"
            />
            <div>
              <label htmlFor={`${id}-${choice}`} className="font-semibold">
                {t(choice)}
              </label>
              <div id={`${id}-${choice}-numbers`} className="text-muted">
                <Consequence {...props} how={choice} />
              </div>
            </div>
          </div>
        ))}
      </fieldset>
      <Button
        variant="primary"
        onClick={() => {
          // Read from the page: what was chosen before the script had come counts too.
          setHow(chosenIn(choices.current));
          run.ask();
        }}
      >
        {t("button")}
      </Button>
      <ConfirmDialog
        open={run.open}
        question={t("question", { name: props.achievement.name })}
        consequence={
          <div className="space-y-2">
            <p className="font-semibold text-ink">{t(how)}</p>
            <Consequence {...props} how={how} />
            {props.numbers.holders > 0 ? <p>{t("holders", { count: props.numbers.holders })}</p> : null}
            <p>{t("exact")}</p>
          </div>
        }
        confirmLabel={t("confirm")}
        tone="primary"
        busy={run.busy}
        error={run.error}
        onConfirm={run.confirm}
        onCancel={run.leave}
      />
    </div>
  );
}

function chosenIn(fieldset: HTMLFieldSetElement | null): PublishChoice {
  const value = fieldset?.querySelector<HTMLInputElement>("input:checked")?.value;
  return publishChoices.find((choice) => choice === value) ?? "all";
}

const numbersOf = ({ numbers }: Pick<Props, "numbers">, how: PublishChoice): Numbers =>
  how === "from_today" ? numbers.today : numbers.everybody;

function Consequence({
  achievement,
  numbers,
  how,
}: Pick<Props, "achievement" | "numbers"> & { how: PublishChoice }) {
  const t = useTranslations("preview.publish");
  const { awards, people } = numbersOf({ numbers }, how);
  const { needsApproval } = achievement;
  const messages = needsApproval || how === "silent" ? 0 : awards;
  const left = numbers.everybody.people - numbers.today.people;
  return (
    <>
      <p>{t("numbers", { awards, people, messages })}</p>
      {needsApproval && awards > 0 ? <p>{t(how === "silent" ? "approvalSilent" : "approval")}</p> : null}
      {how === "from_today" ? <p>{t("fromTodayHelp", { left })}</p> : null}
    </>
  );
}

function usePublish(props: Props, how: PublishChoice) {
  const t = useTranslations("preview.publish");
  const errors = useTranslations("errors");
  const router = useRouter();
  const { busy, run } = useSingleRun();
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<string | null>(null);

  function confirm() {
    run(async () => {
      setError(null);
      const expected = numbersOf(props, how).awards;
      const result = await callAction(() => props.publish({ id: props.achievement.id, how, expected }));
      if (!result.ok) {
        setError(translateMessage(errors, result.error.text));
        // What was read is no longer so: the numbers behind the dialog, and in it, become the new ones.
        router.refresh();
        return;
      }
      setOpen(false);
      announce(t("done", { awarded: result.data.awarded, followed: result.data.followed }));
      router.push(props.next);
    });
  }

  return {
    busy,
    open,
    error,
    confirm,
    ask: () => {
      setError(null);
      setOpen(true);
    },
    leave: () => setOpen(false),
  };
}
