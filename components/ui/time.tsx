/** A moment or a day: `iso` for machines, `text` already written on the server (lib/i18n/formats.ts). */
export function Time({ iso, text }: { iso: string | Date; text: string }) {
  return <time dateTime={typeof iso === "string" ? iso : iso.toISOString()}>{text}</time>;
}
