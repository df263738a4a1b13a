"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { useFormState } from "@/components/form/form-context";
import { useField } from "@/components/form/use-field";
import type { NotificationKind } from "@/lib/notifications/rules";

type Props = { title: string; kinds: readonly NotificationKind[] };

/** The kinds of one group, and for each whether it comes by mail and to one's devices. */
export function KindTable({ title, kinds }: Props) {
  const t = useTranslations("messagePreferences");
  const id = useId();
  return (
    <fieldset className="space-y-1">
      <legend className="font-semibold text-lg">{title}</legend>
      <table className="w-full max-w-2xl text-left" aria-label={title}>
        <thead>
          <tr className="text-muted text-sm">
            <th scope="col" className="py-1 pr-2 font-semibold">
              {t("about")}
            </th>
            <th scope="col" className="w-20 px-1 py-1 text-center font-semibold">
              {t("mail")}
            </th>
            <th scope="col" className="w-20 px-1 py-1 text-center font-semibold">
              {t("push")}
            </th>
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <tr key={kind} className="border-line border-t">
              <th scope="row" id={`${id}-${kind}`} className="py-1.5 pr-2 font-normal">
                {t(`kinds.${kind}`)}
              </th>
              <Choice channel="mail" kind={kind} />
              <Choice channel="push" kind={kind} />
            </tr>
          ))}
        </tbody>
      </table>
    </fieldset>
  );
}

function Choice({ channel, kind }: { channel: "mail" | "push"; kind: NotificationKind }) {
  const t = useTranslations("messagePreferences");
  const { id } = useFormState();
  const field = useField({ name: channel });
  const own = `${id}-${channel}-${kind}`;
  return (
    <td className="px-1 text-center">
      <label htmlFor={own} className="inline-flex p-2">
        <span className="sr-only">{t("choice", { kind: t(`kinds.${kind}`), channel: t(channel) })}</span>
        <input
          {...field.register()}
          type="checkbox"
          id={own}
          value={kind}
          defaultChecked={[field.initial].flat().includes(kind)}
          className="size-5 accent-accent"
        />
      </label>
    </td>
  );
}
