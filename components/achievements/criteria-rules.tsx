"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { get, useFieldArray } from "react-hook-form";
import { RulePlaces } from "@/components/achievements/criteria-place";
import { RuleCard } from "@/components/achievements/criteria-rule";
import { FieldError } from "@/components/form/field-frame";
import { fieldId, useFormState } from "@/components/form/form-context";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { emptyRule, type RuleDraft } from "@/lib/criteria/draft-rules";
import { maximumRules } from "@/lib/criteria/schema";

type Props = {
  /** Path of the list in the form. */
  at: string;
  /** What the numbers of its rules begin with: "2." inside the second rule. */
  prefix?: string;
};

/** What a rule's first field is: where the keyboard goes when the rule appears. */
const firstField = (rule: RuleDraft | undefined) => (rule?.type === "group" ? "parts.kind" : "type");

/** How many rules there are, those in groups counted and groups not. */
const countRules = (rules: readonly RuleDraft[]): number =>
  rules.reduce((sum, { type, rules: inner }) => sum + (type === "group" ? inner.length : 1), 0);

/** Focuses an element that the next render brings. */
function useFocusNext() {
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    const element = document.getElementById(wanted.current);
    if (!element) return;
    wanted.current = null;
    element.focus();
  });
  return (id: string) => {
    wanted.current = id;
  };
}

function useRules({ at, prefix = "" }: Props) {
  const t = useTranslations("builder.rules");
  const types = useTranslations("builder.types");
  const { form, id } = useFormState();
  const { fields, append, remove, move } = useFieldArray({ control: form.control, name: at });
  const focusNext = useFocusNext();
  const rules = () => (form.getValues(at) ?? []) as RuleDraft[];
  const focusRule = (index: number, list: readonly RuleDraft[]) =>
    focusNext(list.length === 0 ? fieldId(id, at) : fieldId(id, `${at}.${index}.${firstField(list[index])}`));

  return {
    fields,
    add(type?: "group") {
      if (countRules(form.getValues("criteria.rules") as RuleDraft[]) >= maximumRules) {
        return announce(t("full", { most: maximumRules }), "info");
      }
      const rule = emptyRule(type);
      const list = [...rules(), rule];
      append(rule, { shouldFocus: false });
      focusRule(list.length - 1, list);
      announce(t(type ? "groupAdded" : "added", { place: `${prefix}${list.length}` }), "spoken");
    },
    remove(index: number) {
      const left = rules().toSpliced(index, 1);
      remove(index);
      focusRule(Math.min(index, left.length - 1), left);
      const rule = t("rule", { place: `${prefix}${index + 1}` });
      announce(t("removed", { rule, left: left.length }), "spoken");
    },
    /** Answers whether it moved: at the end of the list it stays. */
    move(index: number, step: -1 | 1): boolean {
      const list = rules();
      const to = index + step;
      if (to < 0 || to >= list.length) {
        announce(t(step < 0 ? "isFirst" : "isLast"), "info");
        return false;
      }
      move(index, to);
      const type = types(list[index]?.type ?? "group");
      announce(t("moved", { type, place: to + 1, of: list.length }), "spoken");
      return true;
    },
  };
}

/** The rules of the whole, each with what moves it, also from group to group, and removes it, and what adds another. */
export function AllRules() {
  const focusNext = useFocusNext();
  return (
    <RulePlaces focusNext={focusNext}>
      <RuleList at="criteria.rules" />
    </RulePlaces>
  );
}

function RuleList({ at, prefix = "" }: Props) {
  const t = useTranslations("builder.rules");
  const { form, id } = useFormState();
  const rules = useRules({ at, prefix });
  const inGroup = prefix !== "";
  const failed = get(form.formState.errors, at) as
    | { message?: string; root?: { message?: string } }
    | undefined;
  const error = failed?.root?.message ?? failed?.message ?? null;
  return (
    <div className="space-y-4">
      {rules.fields.length === 0 ? <p className="text-muted">{t("none")}</p> : null}
      <ol className="space-y-4">
        {rules.fields.map((field, index) => (
          <li key={field.id}>
            <RuleCard
              at={`${at}.${index}`}
              place={`${prefix}${index + 1}`}
              onMove={(step) => rules.move(index, step)}
              onRemove={() => rules.remove(index)}
              inner={
                inGroup ? null : <RuleList at={`${at}.${index}.rules`} prefix={`${prefix}${index + 1}.`} />
              }
            />
          </li>
        ))}
      </ol>
      <FieldError id={`${fieldId(id, at)}-error`}>{error}</FieldError>
      <div className="flex flex-wrap gap-2">
        <Button
          id={fieldId(id, at)}
          aria-describedby={error ? `${fieldId(id, at)}-error` : undefined}
          onClick={() => rules.add()}
          icon={<Icon as="plus" />}
        >
          {t(inGroup ? "addInGroup" : "add")}
        </Button>
        {inGroup ? null : (
          <Button onClick={() => rules.add("group")} icon={<Icon as="plus" />}>
            {t("addGroup")}
          </Button>
        )}
      </div>
    </div>
  );
}
