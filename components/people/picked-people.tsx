"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

export type PickedPerson = Readonly<{ userId: string; name: string }>;

type Props = {
  people: readonly PickedPerson[];
  onPeople: (people: readonly PickedPerson[]) => void;
};

/** More names than this are a number. */
const NAMED = 60;

/** Who has been chosen so far, also of former searches. */
export function PickedPeople({ people, onPeople }: Props) {
  const t = useTranslations("batches");
  return (
    <section aria-label={t("chosenNames")} className="space-y-2">
      <div className="flex flex-wrap items-center gap-3">
        <p role="status" className="font-semibold">
          {t("chosen", { count: people.length })}
        </p>
        {people.length > 0 ? (
          <Button size="small" onClick={() => onPeople([])}>
            {t("clear")}
          </Button>
        ) : null}
      </div>
      {people.length > 0 && people.length <= NAMED ? (
        <ul className="flex flex-wrap gap-2">
          {people.map(({ userId, name }) => (
            <li key={userId}>
              <Button
                size="small"
                aria-label={t("remove", { name })}
                onClick={() => onPeople(people.filter((one) => one.userId !== userId))}
              >
                {name}
                <Icon as="x" size={14} />
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
