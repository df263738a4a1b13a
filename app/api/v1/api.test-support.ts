import { createApiKey } from "@/lib/api-keys/service";
import { API_SCOPES, type ApiScope } from "@/lib/auth/policy";
import type { Ctx } from "@/lib/context";
import { type Answer, answered } from "@/lib/testing/answered";

type Route = (request: Request) => Promise<Response>;
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export const ADDRESSES = {
  people: () => import("@/app/api/v1/people/route"),
  achievements: () => import("@/app/api/v1/achievements/route"),
  awards: () => import("@/app/api/v1/awards/route"),
  "tier-assignments": () => import("@/app/api/v1/tier-assignments/route"),
  certifications: () => import("@/app/api/v1/certifications/route"),
  access: () => import("@/app/api/v1/access/route"),
  activities: () => import("@/app/api/v1/activities/route"),
  referrals: () => import("@/app/api/v1/referrals/route"),
  "course-registrations": () => import("@/app/api/v1/course-registrations/route"),
} as const;
export type Address = keyof typeof ADDRESSES;
export const READ = ["people", "achievements", "awards", "tier-assignments", "certifications"] as const;
export const WRITTEN = ["activities", "referrals", "course-registrations"] as const;

export async function send(address: string, init: RequestInit & { method?: Method } = {}): Promise<Answer> {
  const url = new URL(address.startsWith("/") ? address : `/api/v1/${address}`, "http://heder.example");
  const name = url.pathname.replace("/api/v1/", "") as Address;
  const routes: Record<string, Route> = await ADDRESSES[name]();
  const route = routes[init.method ?? "GET"];
  if (!route) throw new Error(`${name} has no ${init.method}`);
  return await answered(route(new Request(url, init)));
}

/** Another system with a key: asks and sends as it would over the net. */
export type Client = Readonly<{
  key: string;
  id: string;
  get(address: string, headers?: Record<string, string>): Promise<Answer>;
  post(address: Address, body: unknown, headers?: Record<string, string>): Promise<Answer>;
}>;

/** A key made by this administrator (or the operator), with all scopes unless said. */
export async function clientOf(ctx: Ctx, scopes: readonly ApiScope[] = API_SCOPES): Promise<Client> {
  const { id, text } = await createApiKey(ctx, { name: "Appen", scopes: [...scopes], lastDay: undefined });
  const authorization = `Bearer ${text}`;
  return {
    key: text,
    id,
    get: (address, headers = {}) => send(address, { headers: { authorization, ...headers } }),
    post: (address, body, headers = {}) =>
      send(address, {
        method: "POST",
        headers: { authorization, "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
  };
}
