import type { MistakeSubject } from "@/lib/mistakes/rules";

type About = Readonly<{
  subject: MistakeSubject;
  name: string | null;
  number: string | null;
  at: Date | null;
}>;
type Translate = (
  key: `subject.${MistakeSubject}`,
  values: { name: string; number: string; when: string },
) => string;

/** What a report is about, in words. */
export const writtenAbout = (
  t: Translate,
  f: Readonly<{ date: (value: Date) => string }>,
  { subject, name, number, at }: About,
): string => t(`subject.${subject}`, { name: name ?? "", number: number ?? "", when: at ? f.date(at) : "" });
