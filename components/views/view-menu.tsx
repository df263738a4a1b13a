"use client";
import { useTranslations } from "next-intl";
import { callAction, useSingleRun } from "@/components/form/call-action";
import { useUndo } from "@/components/form/use-undo";
import { Disclosure } from "@/components/shell/disclosure";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { ViewForm } from "@/components/views/view-form";
import { translateMessage } from "@/lib/i18n/translate-message";
import type { Result } from "@/lib/result";
import type { SavedView } from "@/lib/views/queries";
import type { NewView } from "@/lib/views/schema";

export type ViewActions = Readonly<{
  save: (input: NewView) => Promise<Result<unknown>>;
  change: (input: { id: string; name: string; isShared: boolean }) => Promise<Result<unknown>>;
  remove: (input: { id: string }) => Promise<Result<NewView>>;
}>;

type Props = {
  list: NewView["list"];
  /** What the list shows now, as a view would keep it. */
  current: string;
  /** The view that shows the same, where the reader may change it. */
  view: SavedView | null;
  mayShare: boolean;
  actions: ViewActions;
};

/** Saves what the list shows under a name, or changes and deletes the view that is in use. */
export function ViewMenu({ list, current, view, mayShare, actions }: Props) {
  const t = useTranslations("views");
  if (!view) {
    return (
      <Disclosure key="save" label={t("save")} align="start">
        <ViewForm
          defaults={{ name: "", isShared: false }}
          mayShare={mayShare}
          submit={t("submit")}
          send={(values) => actions.save({ ...values, list, query: current })}
          done={(name) => t("saved", { name })}
        />
      </Disclosure>
    );
  }
  return (
    <Disclosure key={view.id} label={t("change")} align="start">
      <div className="space-y-4">
        <ViewForm
          defaults={view}
          mayShare={mayShare}
          submit={t("rename")}
          send={(values) => actions.change({ ...values, id: view.id })}
          done={(name) => t("changed", { name })}
        />
        <DeleteView view={view} actions={actions} />
      </div>
    </Disclosure>
  );
}

/** Without a question: it can be taken back. */
function DeleteView({ view: { id, name }, actions }: { view: SavedView; actions: ViewActions }) {
  const t = useTranslations("views");
  const errors = useTranslations("errors");
  const { busy, run } = useSingleRun();
  const offer = useUndo();

  function remove() {
    run(async () => {
      const result = await callAction(() => actions.remove({ id }));
      if (!result.ok) return announce(translateMessage(errors, result.error.text), "danger");
      const undo = offer({ run: () => actions.save(result.data), done: t("restored", { name }) });
      announce(t("deleted", { name }), "success", undo);
    });
  }
  return (
    <Button variant="danger" size="row" busy={busy} onClick={remove}>
      {t("delete")}
    </Button>
  );
}
