import type { Module } from "@/lib/context";

/** The modules of a resolved request; an enum array of the database's own type arrives as its text form. */
export const modulesOf = (modules: Module[] | string): Module[] =>
  typeof modules === "string"
    ? (modules.replace(/[{}]/g, "").split(",").filter(Boolean) as Module[])
    : modules;
