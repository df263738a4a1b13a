type Translate = (key: "span", values: { from: string; to: string }) => string;

/** A pause's days in words; one day is itself. */
export const writtenSpan = (
  t: Translate,
  date: (day: string) => string,
  { startsOn, endsOn }: Readonly<{ startsOn: string; endsOn: string }>,
): string => (startsOn === endsOn ? date(startsOn) : t("span", { from: date(startsOn), to: date(endsOn) }));
