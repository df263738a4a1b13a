import { AppError } from "@/lib/errors";

const nothing = (status: number) => new Response(null, { status, headers: { "cache-control": "no-store" } });

/** A file of a badge for whoever may see its page, or as little as there is to say: there is none, or one looked too often. */
export async function answered(read: () => Promise<Response | null>): Promise<Response> {
  try {
    return (await read()) ?? nothing(404);
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited") return nothing(429);
    throw error;
  }
}
