import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

/** The shape of what is coming, so that nothing jumps; says once that content is loading. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={classNames("animate-pulse rounded-md bg-line", className)} />;
}

/** Around the shapes of a part that is coming: says so, once. The whole of it makes way for the part. */
export function Coming({ className, children }: { className?: string; children: ReactNode }) {
  const t = useTranslations("common");
  return (
    <div aria-busy="true" data-coming className={className}>
      <p role="status" className="sr-only">
        {t("loading")}
      </p>
      {children}
    </div>
  );
}

const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];
const some = (count: number) => ROWS.slice(0, count);

const Heading = () => (
  <>
    <Skeleton className="h-9 w-48 max-w-full" />
    <Skeleton className="mt-3 h-6 w-96 max-w-full" />
  </>
);

type ListProps = {
  /** Parts of the area above the heading. */
  tabs?: boolean;
  filters?: number;
  /** Saved views above the table. */
  views?: boolean;
  /** Buttons below the heading. */
  actions?: boolean;
};

/** A list that is coming: where its heading, buttons, filters and rows will stand, so that nothing moves when they do. */
export const ListSkeleton = ({ tabs = false, filters = 3, views = false, actions = true }: ListProps) => (
  <Coming>
    {tabs ? <Skeleton className="mb-6 h-10 w-full" /> : null}
    <Heading />
    {actions ? <Skeleton className="mt-3 h-10 w-44" /> : null}
    <div className="mt-6">
      <Filters count={filters} />
    </div>
    {views ? <Skeleton className="mb-3 h-10 w-72 max-w-full" /> : null}
    <Rows />
  </Coming>
);

/** The filters and the rows of a list whose heading is there already. */
export const TableSkeleton = ({ filters = 0 }: { filters?: number }) => (
  <Coming>
    <Filters count={filters} />
    <Rows />
  </Coming>
);

/** Cards or charts below each other or side by side, each so high. */
export function CardsSkeleton({
  count,
  className,
  card,
}: {
  count: number;
  className?: string;
  card: string;
}) {
  return (
    <Coming className={className}>
      {some(count).map((one) => (
        <Skeleton key={one} className={card} />
      ))}
    </Coming>
  );
}

const Filters = ({ count }: { count: number }) =>
  count === 0 ? null : (
    <div className="mb-4 flex flex-wrap items-end gap-x-3 gap-y-2">
      <Skeleton className="h-9 w-40 sm:hidden" />
      {some(count).map((field) => (
        <Skeleton key={field} className="hidden h-15 w-44 sm:block" />
      ))}
    </div>
  );

const Rows = () => (
  <div className="space-y-px rounded-md border border-line bg-surface p-px">
    {ROWS.map((row) => (
      <Skeleton key={row} className="h-9 w-full rounded-none" />
    ))}
  </div>
);
