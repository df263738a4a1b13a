import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";

/** The shape of what is coming, so that nothing jumps; says once that content is loading. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={classNames("animate-pulse rounded-md bg-line", className)} />;
}

const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h"];

export function PageSkeleton() {
  const t = useTranslations("common");
  return (
    <div className="space-y-4">
      <p role="status" className="sr-only">
        {t("loading")}
      </p>
      <Skeleton className="h-8 w-64 max-w-full" />
      <Skeleton className="h-5 w-96 max-w-full" />
      <div className="space-y-1 pt-4">
        {ROWS.map((row) => (
          <Skeleton key={row} className="h-9 w-full" />
        ))}
      </div>
    </div>
  );
}

type ListProps = { /** Parts of the area above the heading. */ tabs?: boolean; filters?: number };

/** A list that is coming: where its heading, buttons, filters and rows will stand, so that nothing moves when they do. */
export function ListSkeleton({ tabs = false, filters = 3 }: ListProps) {
  const t = useTranslations("common");
  return (
    <div>
      <p role="status" className="sr-only">
        {t("loading")}
      </p>
      {tabs ? <Skeleton className="mb-6 h-10 w-full" /> : null}
      <Skeleton className="h-9 w-48 max-w-full" />
      <Skeleton className="mt-3 h-6 w-96 max-w-full" />
      <Skeleton className="mt-3 mb-6 h-10 w-44" />
      <div className="mb-4 flex flex-wrap items-end gap-x-3 gap-y-2">
        <Skeleton className="h-9 w-40 sm:hidden" />
        {ROWS.slice(0, filters).map((field) => (
          <Skeleton key={field} className="hidden h-15 w-44 sm:block" />
        ))}
      </div>
      <Skeleton className="mb-3 h-10 w-72 max-w-full" />
      <div className="space-y-px rounded-md border border-line bg-surface p-px">
        {[...ROWS, "i", "j", "k", "l"].map((row) => (
          <Skeleton key={row} className="h-9 w-full rounded-none" />
        ))}
      </div>
    </div>
  );
}
