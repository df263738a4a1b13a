import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/options";

type Context = { params: Promise<{ nextauth: string[] }> };

const answer = (request: Request, context: Context): Promise<Response> =>
  NextAuth(authOptions())(request, context);

/** Next-auth answers a refused try with a redirect; one too many is said as what it is. */
async function withStatus(request: Request, context: Context): Promise<Response> {
  const response = await answer(request, context);
  const said = response.headers.get("location") ?? (await response.clone().text());
  return said.includes("error=rate_limited") ? new Response(null, { status: 429 }) : response;
}

export { answer as GET, withStatus as POST };
