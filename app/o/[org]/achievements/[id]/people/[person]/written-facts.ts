import type { getTranslations } from "next-intl/server";
import { occurrenceText } from "@/components/badges/occurrence";
import type { FactLine } from "@/components/explain/fact-lines";
import type { Fact } from "@/lib/evaluation/counted-facts";
import type { Shown } from "@/lib/evaluation/explain-rule-queries";
import type { Held } from "@/lib/evaluation/held-things";
import type { formats } from "@/lib/i18n/formats";

type Words<Namespace extends "badges" | "criteria" | "explain" | "shell"> = Awaited<
  ReturnType<typeof getTranslations<Namespace>>
>;
export type Language = Readonly<{
  explain: Words<"explain">;
  badges: Words<"badges">;
  criteria: Words<"criteria">;
  shell: Words<"shell">;
  f: Awaited<ReturnType<typeof formats>>;
}>;

/** Where those who may open what is recorded see it, below `open`; where those who only see themselves `report` it. */
export type Links = Readonly<{ open: string } | { report: string }> | null;

const isHeld = (fact: Fact | Held): fact is Held => "type" in fact;

export function writtenFact({ fact, reason }: Shown, language: Language, links: Links): FactLine {
  const what = isHeld(fact) ? writtenHeld(fact, language) : writtenRecorded(fact, language);
  return {
    ...what,
    key: fact.id,
    ...placesOf(fact, links),
    reason: reason && reasonText(reason, isHeld(fact), language),
  };
}

type Places = Pick<FactLine, "href" | "report">;

function placesOf(fact: Fact | Held, links: Links): Places {
  if (!links) return { href: null, report: null };
  if ("report" in links) {
    const subject = isHeld(fact) ? fact.type : fact.fact;
    const isTheirs = subject === "activity" || subject === "badge" || subject === "certificate";
    return { href: null, report: isTheirs ? `${links.report}?about=${subject}&id=${fact.id}` : null };
  }
  const path = pathOf(fact);
  return { href: path && `${links.open}/${path}`, report: null };
}

function pathOf(fact: Fact | Held): string | null {
  if (isHeld(fact)) {
    if (fact.type === "certificate") return `certifications/${fact.id}`;
    return fact.type === "badge" ? `badges/${fact.id}` : null;
  }
  if (fact.fact === "activity") return `activity/${fact.id}`;
  if (fact.fact === "referral") return `referrals/${fact.id}`;
  return `courses/${fact.courseId}/registrations/${fact.id}`;
}

type What = Pick<FactLine, "what" | "details">;

function writtenRecorded(fact: Fact, { explain: t, f }: Language): What {
  const day = fact.day ? f.date(fact.day) : t("fact.noDay");
  if (fact.fact === "referral") return { what: t("fact.referral"), details: [day] };
  if (fact.fact === "registration") {
    const grade = fact.grade ? [t("fact.grade", { grade: fact.grade })] : [];
    return { what: fact.title, details: [day, ...grade] };
  }
  const { kind, minutes, participants } = fact;
  return {
    what: kind,
    details: [
      day,
      ...(minutes === null ? [] : [t("fact.minutes", { count: minutes })]),
      ...(participants === null ? [] : [t("fact.participants", { count: participants })]),
    ],
  };
}

function writtenHeld(held: Held, { explain: t, shell, f }: Language): What {
  const details = held.day ? [f.date(held.day)] : [];
  switch (held.type) {
    case "membership":
      return { what: t("fact.joined"), details };
    case "field":
      return { what: t(`field.${held.key}`), details };
    case "signOff":
      return { what: t("fact.signOff", { role: shell(`roles.${held.key}`), name: held.what }), details };
    default:
      return { what: held.what, details };
  }
}

type Reason = NonNullable<Shown["reason"]>;

function reasonText(reason: Reason, held: boolean, { explain: t, badges, f }: Language): string {
  if (held) return t(`held.${reason.code}`);
  if ("day" in reason) return t(`reason.${reason.code}`, { day: f.date(reason.day) });
  if ("need" in reason) return t(`reason.${reason.code}`, { need: reason.need });
  if ("occurrence" in reason) {
    const occurrence = occurrenceText(badges, f.month, reason.occurrence);
    return t("reason.otherOccurrence", { occurrence });
  }
  return t(`reason.${reason.code}`);
}
