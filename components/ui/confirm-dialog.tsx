"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";

type Props = {
  open: boolean;
  /** A question that names the object: "Vil du trekke tilbake merket Likeperson fra Kari Nordmann?" */
  question: string;
  /** What will happen, and who will see it. */
  consequence: ReactNode;
  /** A verb: "Trekk tilbake". */
  confirmLabel: string;
  /** A verb too, when "Avbryt" could be misread: "Behold". */
  cancelLabel?: string;
  tone?: "danger" | "primary";
  busy?: boolean;
  /** Why it did not work; read at once, since the page behind cannot speak. */
  error?: string | null;
  onConfirm: () => void;
  onCancel: () => void;
  /** Extra fields, for example a reason. */
  children?: ReactNode;
};

export function ConfirmDialog(props: Props) {
  const t = useTranslations("common");
  return (
    <Dialog
      open={props.open}
      onClose={props.onCancel}
      title={props.question}
      critical={props.tone !== "primary"}
    >
      <div className="text-muted">{props.consequence}</div>
      <form
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          // A dialog inside a form must not submit that form as well: React passes the event up its own tree.
          event.stopPropagation();
          props.onConfirm();
        }}
      >
        {props.children}
        {props.error ? (
          <Callout tone="danger" role="alert">
            <p>{props.error}</p>
          </Callout>
        ) : null}
        <div className="flex flex-wrap gap-2">
          <Button
            type="submit"
            variant={props.tone === "primary" ? "primary" : "dangerous"}
            busy={props.busy}
          >
            {props.confirmLabel}
          </Button>
          <Button onClick={props.onCancel} data-first-focus={props.children ? undefined : true}>
            {props.cancelLabel ?? t("cancel")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
