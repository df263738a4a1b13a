"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { inputStyle } from "@/components/form/input-style";
import { type Category, categories } from "@/lib/achievements/definition-keys";
import { type IconDesign, type Metal, metals } from "@/lib/achievements/icon-keys";

type Props = { design: IconDesign; category: Category; change: (changes: Partial<IconDesign>) => void };

/** The rim's metal and the outline of a drawn medallion. Its colour stays the category's. */
export function IconFinish({ design, category, change }: Props) {
  const t = useTranslations("achievements.icon");
  const words = useTranslations("common.category");
  const id = useId();
  return (
    <div className="flex flex-wrap gap-x-6 gap-y-3 pt-2">
      <div className="space-y-1">
        <label htmlFor={`${id}-metal`} className="block font-semibold">
          {t("metal")}
        </label>
        <select
          id={`${id}-metal`}
          value={design.metal}
          onChange={({ target }) => change({ metal: target.value as Metal })}
          className={inputStyle("medium")}
        >
          {metals.map((metal) => (
            <option key={metal} value={metal}>
              {t(`metals.${metal}`)}
            </option>
          ))}
        </select>
      </div>
      <div className="space-y-1">
        <label htmlFor={`${id}-shape`} className="block font-semibold">
          {t("shape")}
        </label>
        <select
          id={`${id}-shape`}
          value={design.shape ?? ""}
          onChange={({ target }) => change({ shape: (target.value || null) as Category | null })}
          className={inputStyle("medium")}
        >
          <option value="">{t("ownShape", { category: words(category) })}</option>
          {categories.map((shape) => (
            <option key={shape} value={shape}>
              {t(`shapes.${shape}`)}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
