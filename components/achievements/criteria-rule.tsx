"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { useWatch } from "react-hook-form";
import { MatchFields } from "@/components/achievements/criteria-parts";
import { MoveRule } from "@/components/achievements/criteria-place";
import { RuleFields } from "@/components/achievements/criteria-rule-fields";
import { MoreFields } from "@/components/achievements/more-fields";
import { SelectField } from "@/components/form/select-field";
import { TextareaField } from "@/components/form/textarea-field";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { type LeafType, leafTypes, type RuleDraft } from "@/lib/criteria/draft-rules";

type Props = {
  /** Path of the rule in the form: `criteria.rules.0`. */
  at: string;
  /** Its number as people see it: "2" or "2.1". */
  place: string;
  onMove: (step: -1 | 1) => boolean;
  onRemove: () => void;
  /** The rules inside, when it is a group. */
  inner: ReactNode;
};

/** One rule or one group of rules, under a legend that says which. */
export function RuleCard({ at, place, onMove, onRemove, inner }: Props) {
  const t = useTranslations("builder.rules");
  const types = useTranslations("builder.types");
  const match = useTranslations("builder.match");
  const type = useWatch({ name: `${at}.type` }) as RuleDraft["type"];
  return (
    <fieldset className="min-w-0 rounded-md border border-control bg-surface p-3 sm:p-4">
      <legend className="float-left max-w-full py-1 pr-3 font-bold text-lg leading-snug">
        {t("ruleOf", { place, type: types(type) })}
      </legend>
      <RuleButtons place={place} onMove={onMove} onRemove={onRemove} />
      <div className="clear-both space-y-4 pt-3">
        {type === "group" ? (
          <>
            <MatchFields at={at} label={match("groupLabel")} />
            {inner}
          </>
        ) : (
          <RuleBody at={at} type={type} />
        )}
        <MoveRule at={at} />
        <MoreFields title={t("more")} names={[`${at}.description`]}>
          <TextareaField
            name={`${at}.description`}
            label={t("note")}
            hint={t("noteHint")}
            rows={3}
            limit={5000}
            optional
          />
        </MoreFields>
      </div>
    </fieldset>
  );
}

function RuleBody({ at, type }: { at: string; type: LeafType }) {
  const t = useTranslations("builder");
  return (
    <>
      <SelectField
        name={`${at}.type`}
        label={t("rules.type")}
        hint={t(`typeHints.${type}`)}
        width="full"
        empty={null}
        options={leafTypes.map((value) => ({ value, label: t(`types.${value}`) }))}
      />
      <RuleFields at={at} type={type} />
    </>
  );
}

function RuleButtons({ place, onMove, onRemove }: Omit<Props, "at" | "inner">) {
  const t = useTranslations("builder.rules");
  const rule = t("rule", { place }).toLocaleLowerCase("nb");
  const buttons = { up: useRef<HTMLButtonElement>(null), down: useRef<HTMLButtonElement>(null) };
  const moved = useRef<"up" | "down" | null>(null);

  // What moves in the document loses the focus that was in it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the new place is what the focus waits for
  useEffect(() => {
    if (moved.current) buttons[moved.current].current?.focus();
    moved.current = null;
  }, [place]);

  const move = (direction: "up" | "down") => (
    <Button
      ref={buttons[direction]}
      size="small"
      aria-label={t(direction, { rule })}
      title={t(`${direction}Short`)}
      onClick={() => {
        moved.current = direction;
        if (!onMove(direction === "up" ? -1 : 1)) moved.current = null;
      }}
      icon={<Icon as={direction === "up" ? "arrow-up" : "arrow-down"} />}
    />
  );
  return (
    <div className="float-right flex gap-1">
      {move("up")}
      {move("down")}
      <Button
        size="small"
        aria-label={t("remove", { rule })}
        title={t("removeShort")}
        onClick={onRemove}
        icon={<Icon as="trash-2" />}
      />
    </div>
  );
}
