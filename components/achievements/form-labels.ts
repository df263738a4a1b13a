"use client";
import { useTranslations } from "next-intl";

/** What the fields of a rule are called in the summary of what is wrong; the same inside a group. */
export function useRuleLabels(): Record<string, string> {
  const t = useTranslations("builder");
  const labels: Record<string, string> = {
    type: t("rules.type"),
    threshold: t("amount.threshold"),
    thresholds: t("amount.thresholds"),
    streakUnit: t("amount.unitLabel"),
    periodUnit: t("amount.unitLabel"),
    minPerUnit: t("amount.minPerUnit"),
    courses: t("list.courses"),
    certifications: t("list.certifications"),
    badges: t("list.badges"),
    groups: t("list.groups"),
    roles: t("list.roles"),
    tier: t("list.tier"),
    match: t("list.match"),
    signOff: t("list.match"),
    minGrade: t("list.minGrade"),
    by: t("list.by"),
    "window.kind": t("window.label"),
    "window.from": t("window.from"),
    "window.to": t("window.to"),
    "window.last": t("window.last"),
    "window.unit": t("window.unit"),
    "filter.kinds": t("filter.kinds"),
    "filter.minMinutes": t("filter.minMinutes"),
    "filter.minParticipants": t("filter.minParticipants"),
    description: t("rules.note"),
    "parts.kind": t("match.groupLabel"),
    "parts.atLeast": t("match.number"),
    rules: t("rules.legend"),
    "rules.root": t("rules.legend"),
  };
  return Object.fromEntries(
    Object.entries(labels).flatMap(([field, label]) => [
      [`criteria.rules.${field}`, label],
      [`criteria.rules.rules.${field}`, label],
    ]),
  );
}

/** The label of every field by its path, in the order of the page. */
export function useFormLabels(): Record<string, string> {
  const t = useTranslations("achievements.form");
  const more = useTranslations("builder.form");
  const builder = useTranslations("builder");
  return {
    name: t("name"),
    key: t("key"),
    description: t("description"),
    category: t("category"),
    badgeIconUrl: t("icon"),
    triggerType: t("triggerType"),
    triggerThreshold: t("threshold"),
    "triggerMetadata.period": t("period"),
    "triggerMetadata.year": t("year"),
    "triggerMetadata.unit": t("unit"),
    triggerMetadata: t("period"),
    criteria: t("criteria"),
    "criteria.parts.kind": builder("match.label"),
    "criteria.parts.atLeast": builder("match.number"),
    "criteria.rules": builder("rules.legend"),
    ...useRuleLabels(),
    "criteria.description": builder("rules.wholeNote"),
    isRepeatable: t("repeatable"),
    needsApproval: t("needsApproval"),
    type: more("audience"),
    course: more("course"),
    unmetPolicy: more("unmet"),
    expiry: more("expiry"),
    expirePeriod: t("expirePeriod"),
    expireDate: t("expireDate"),
    renewable: more("renewable"),
    paymentAmount: more("paymentAmount"),
    paymentCurrency: more("paymentCurrency"),
    messageSubject: more("messageSubject"),
    message: more("message"),
    attachment: more("attachment"),
    notification: more("notification"),
    language: more("language"),
    version: more("version"),
    tags: more("tags"),
    imageCaption: more("imageCaption"),
    imageAuthorName: more("imageAuthorName"),
    imageAuthorEmail: more("imageAuthorEmail"),
    imageAuthorUrl: more("imageAuthorUrl"),
    issuerName: more("issuerName"),
    issuerUrl: more("issuerUrl"),
    issuerContact: more("issuerContact"),
    alignments: more("alignments"),
    "alignments.name": more("alignmentName"),
    "alignments.url": more("alignmentUrl"),
    "alignments.description": more("alignmentDescription"),
    "alignments.framework": more("alignmentFramework"),
    "alignments.code": more("alignmentCode"),
    related: more("related"),
  };
}

/** Which rule or framework a field belongs to, as its legend says it. */
export function useRulePlace(): (name: string) => string | undefined {
  const t = useTranslations("builder");
  return (name) => {
    const rule = /^criteria\.rules\.(\d+)(?:\.rules\.(\d+))?/.exec(name);
    if (rule) {
      const [outer, inner] = [rule[1], rule[2]].map((index) => Number(index) + 1);
      return t("rules.rule", { place: rule[2] === undefined ? String(outer) : `${outer}.${inner}` });
    }
    const alignment = /^alignments\.(\d+)/.exec(name);
    return alignment ? t("form.alignment", { place: Number(alignment[1]) + 1 }) : undefined;
  };
}
