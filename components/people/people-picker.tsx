"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { inputStyle } from "@/components/form/input-style";
import type { Option } from "@/components/form/select-field";
import { PickedPeople, type PickedPerson } from "@/components/people/picked-people";
import { announce } from "@/components/ui/announce";
import { Button } from "@/components/ui/button";
import { LiveQueries } from "@/components/ui/live-queries";
import type { PickerPage, PickerRow } from "@/lib/people/picker-queries";
import type { PeopleMatching } from "@/lib/people/several-schema";

/** People one by one, or everybody whom a search finds when it is carried out. */
export type Picked =
  | Readonly<{ kind: "chosen"; people: readonly PickedPerson[] }>
  | Readonly<{ kind: "matching"; filter: PeopleMatching; total: number }>;

type Props = {
  /** GET address that answers a page of people. */
  url: string;
  roles: readonly Option[];
  groups: readonly Option[];
  picked: Picked;
  onPicked: (picked: Picked) => void;
  /** The id of the search, where to begin; and of what is wrong with the choice, if anything is. */
  searchId: string;
  errorId: string | null;
};

const PAUSE_MS = 200;

/** As high before the list has come as with it, however long it is: what stands below would move under a finger. */
const PLACE = "flex h-112 max-w-3xl flex-col rounded-md border border-line bg-surface";

/** While somebody types or chooses; nobody waits for the first list, or for more of one. */
function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, PAUSE_MS);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

async function ask(url: string, filter: PeopleMatching, after: string, signal: AbortSignal) {
  if (Object.keys(filter).length > 0 && after === "") await pause(signal);
  const query = new URLSearchParams({ ...filter, after });
  const response = await fetch(`${url}?${query}`, { signal, headers: { accept: "application/json" } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as PickerPage;
}

/** Search, tick, or take all who match. */
export function PeoplePicker(props: Props) {
  return (
    <LiveQueries>
      <Picker {...props} />
    </LiveQueries>
  );
}

function Picker({ url, roles, groups, picked, onPicked, searchId, errorId }: Props) {
  const t = useTranslations("batches");
  const [filter, setFilter] = useState<PeopleMatching>({});
  const query = useInfiniteQuery({
    queryKey: ["people to award", url, filter],
    queryFn: ({ pageParam, signal }) => ask(url, filter, pageParam, signal),
    initialPageParam: "",
    getNextPageParam: (page: PickerPage) => page.next ?? undefined,
  });
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = query.data?.pages[0]?.total ?? 0;
  if (picked.kind === "matching") {
    return (
      <div className="flex flex-wrap items-center gap-3">
        <p className="font-semibold">{t("matchingChosen", { count: picked.total })}</p>
        <Button size="row" onClick={() => onPicked({ kind: "chosen", people: [] })}>
          {t("chooseEach")}
        </Button>
      </div>
    );
  }
  return (
    <div className="space-y-4">
      <PickerFilter
        filter={filter}
        onFilter={setFilter}
        roles={roles}
        groups={groups}
        searchId={searchId}
        errorId={errorId}
      />
      <p role="status" className="text-muted">
        {query.isError ? t("failed") : query.isPending ? t("searching") : t("found", { count: total })}
      </p>
      <div className={PLACE}>
        {rows.length > 0 ? (
          <Found
            rows={rows}
            people={picked.people}
            onPeople={(people) => onPicked({ kind: "chosen", people })}
          >
            {query.hasNextPage ? (
              <Button size="row" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t("more")}
              </Button>
            ) : null}
            {total > rows.length ? (
              <Button
                size="row"
                onClick={() => {
                  onPicked({ kind: "matching", filter, total });
                  // Its own place comes with the words in it, which few screen readers notice.
                  announce(t("matchingChosen", { count: total }), "spoken");
                }}
              >
                {t("matchingAll", { count: total })}
              </Button>
            ) : null}
          </Found>
        ) : null}
      </div>
      <PickedPeople people={picked.people} onPeople={(people) => onPicked({ kind: "chosen", people })} />
    </div>
  );
}

type FilterProps = Pick<Props, "roles" | "groups" | "searchId" | "errorId"> & {
  filter: PeopleMatching;
  onFilter: (filter: PeopleMatching) => void;
};

function PickerFilter({ filter, onFilter, roles, groups, searchId, errorId }: FilterProps) {
  const t = useTranslations("batches");
  const id = useId();
  // What is not said is left out, so that it is no part of the question.
  const change = (name: keyof PeopleMatching, value: string) => {
    const { [name]: _, ...rest } = filter;
    onFilter(value.trim() === "" ? rest : { ...rest, [name]: value.trim() });
  };
  const selects = [
    { name: "role", label: t("role"), all: t("allRoles"), options: roles },
    { name: "group", label: t("group"), all: t("allGroups"), options: groups },
  ] as const;
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-3">
      <div className="w-full max-w-xs space-y-1">
        <label htmlFor={searchId} className="block font-semibold">
          {t("search")}
        </label>
        <input
          id={searchId}
          aria-invalid={errorId ? true : undefined}
          aria-describedby={errorId ?? undefined}
          type="search"
          autoComplete="off"
          onChange={(event) => change("q", event.target.value)}
          // Enter would send the form around it.
          onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
          className={inputStyle("full", errorId !== null)}
        />
      </div>
      {selects
        .filter(({ options }) => options.length > 0)
        .map(({ name, label, all, options }) => (
          <div key={name} className="w-full max-w-56 space-y-1">
            <label htmlFor={`${id}-${name}`} className="block font-semibold">
              {label}
            </label>
            <select
              id={`${id}-${name}`}
              onChange={(event) => change(name, event.target.value)}
              className={inputStyle("full")}
            >
              <option value="">{all}</option>
              {options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </select>
          </div>
        ))}
    </div>
  );
}

type FoundProps = {
  rows: readonly PickerRow[];
  people: readonly PickedPerson[];
  onPeople: (people: readonly PickedPerson[]) => void;
  children: React.ReactNode;
};

function Found({ rows, people, onPeople, children }: FoundProps) {
  const t = useTranslations("batches");
  const id = useId();
  const isPicked = (userId: string) => people.some((one) => one.userId === userId);
  const others = rows.filter(({ isYourself }) => !isYourself);
  const toggle = ({ userId, name }: PickerRow) =>
    onPeople(
      isPicked(userId) ? people.filter((one) => one.userId !== userId) : [...people, { userId, name }],
    );
  const pickShown = () => {
    const fresh = others.filter(({ userId }) => !isPicked(userId));
    onPeople([...people, ...fresh.map(({ userId, name }) => ({ userId, name }))]);
  };
  return (
    <>
      <ul aria-label={t("people")} className="min-h-0 flex-1 divide-y divide-line overflow-y-auto">
        {rows.map((row) => (
          <li key={row.userId} className="flex items-start gap-2.5 px-3 py-1.5">
            <input
              type="checkbox"
              id={`${id}-${row.userId}`}
              checked={isPicked(row.userId)}
              disabled={row.isYourself}
              onChange={() => toggle(row)}
              className="mt-0.5 size-5 shrink-0 accent-accent"
            />
            <label htmlFor={`${id}-${row.userId}`} className="min-w-0 flex-1 break-words">
              {row.name}{" "}
              <span className="text-muted text-sm">{row.isYourself ? t("yourself") : row.detail}</span>
            </label>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2 border-line border-t p-2">
        {children}
        <Button size="row" onClick={pickShown}>
          {t("pageAll")}
        </Button>
      </div>
    </>
  );
}
