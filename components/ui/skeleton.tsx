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
