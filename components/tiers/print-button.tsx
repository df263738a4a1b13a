"use client";
import { Button } from "@/components/ui/button";

/** The browser's own printing, which saves as PDF too. */
export const PrintButton = ({ label }: { label: string }) => (
  <Button variant="primary" onClick={() => window.print()}>
    {label}
  </Button>
);
