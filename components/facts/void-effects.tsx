"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";

type Props = {
  /** GET address that answers `{ lines }`. */
  url: string;
  /** Whose badges and progress it is about. */
  person: string;
};

async function ask(url: string, signal: AbortSignal): Promise<readonly string[]> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${response.status}`);
  const { lines } = (await response.json()) as { lines: readonly string[] };
  return lines;
}

/** What voiding would change for the person, found out while the question is open, and said when it is known. */
export function VoidEffects({ url, person }: Props) {
  const t = useTranslations("voiding");
  const query = useQuery({
    queryKey: ["void-preview", url],
    queryFn: ({ signal }) => ask(url, signal),
    // Others record meanwhile: each time the question is asked, the answer is a new one.
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <div role="status" className="mt-3 rounded-md border border-line bg-sunken p-3 text-ink">
      {query.isPending ? <p>{t("asking", { name: person })}</p> : null}
      {query.isError ? <p>{t("failed")}</p> : null}
      {query.data?.length === 0 ? <p>{t("nothing", { name: person })}</p> : null}
      {query.data && query.data.length > 0 ? (
        <>
          <p className="font-semibold">{t("title", { name: person })}</p>
          <ul className="list-disc space-y-1 pt-1 pl-5">
            {query.data.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
