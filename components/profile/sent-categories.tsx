"use client";
import { CASES } from "@/components/profile/badge-card";
import { CategorySection, type ShownCategory } from "@/components/profile/category-section";

/**
 * The categories of a collection, drawn where they are read: what is sent beside the page is what stands in them, and not
 * every element of thirty badges a second time. The words of `profile`, and of `badges` where one does not stand, are
 * to be there.
 */
export function SentCategories({ categories }: { categories: readonly ShownCategory[] }) {
  if (categories.length === 0) return null;
  return (
    <div className={CASES}>
      {categories.map((one) => (
        <CategorySection key={one.category} shown={one} />
      ))}
    </div>
  );
}
