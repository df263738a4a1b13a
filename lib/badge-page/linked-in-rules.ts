import type { ShownBadge } from "@/lib/badge-page/rules";

/**
 * LinkedIn's form for one's profile, filled in with a badge: its name, who gave it, the months of its beginning and end,
 * and where it can be seen. Nothing is sent before the form is. `address` is the badge's page.
 */
export function linkedInAddress(badge: ShownBadge, address: string): string {
  const { definition, organizationName, awardedOn, expiresOn, publicHash } = badge;
  const form = new URLSearchParams({
    startTask: "CERTIFICATION_NAME",
    name: definition.name,
    organizationName: definition.issuerName ?? organizationName,
    ...monthOf("issue", awardedOn),
    ...monthOf("expiration", expiresOn),
    certUrl: address,
    certId: publicHash,
  });
  return `https://www.linkedin.com/profile/add?${form}`;
}

function monthOf(name: "issue" | "expiration", day: string | null): Record<string, string> {
  if (day === null) return {};
  const [year = "", month = ""] = day.split("-");
  return { [`${name}Year`]: year, [`${name}Month`]: String(Number(month)) };
}
