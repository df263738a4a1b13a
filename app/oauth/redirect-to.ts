/** A browser goes on by GET, and whoever it comes to does not learn from where. */
export const redirectTo = (location: string): Response =>
  new Response(null, {
    status: 303,
    headers: { location, "cache-control": "no-store", "referrer-policy": "no-referrer" },
  });
