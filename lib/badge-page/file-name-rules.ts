import { slugOf } from "@/lib/badge-page/profile-rules";

/** What a badge's file is called: its name in letters that every system can keep, and its kind. */
export const badgeFileName = (name: string, extension: "png" | "svg"): string =>
  `${slugOf(name) || "badge"}.${extension}`;
