/** One segment of an address as text, whether or not it has been decoded before; empty when its escapes are no UTF-8. */
export function segmentText(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return "";
  }
}
