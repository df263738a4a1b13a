import { expect, test } from "vitest";
import { GET, POST } from "@/app/ims/ob/v3p0/discovery/route";
import { answered } from "@/lib/testing/answered";

test("anybody is told where to register, ask, exchange and revoke, and what can be asked for", async () => {
  const { status, body } = await answered(GET());
  expect(status).toBe(200);
  expect(body.openapi).toMatch(/^3\.0\./);
  for (const required of ["title", "version", "termsOfService", "x-imssf-privacyPolicyUrl"])
    expect(body.info[required]).toBeTruthy();
  const { OAuth2ACG } = body.components.securitySchemes;
  expect(OAuth2ACG.type).toBe("oauth2");
  expect(OAuth2ACG["x-imssf-registrationUrl"]).toBe("http://localhost:3000/oauth/register");
  const { authorizationCode } = OAuth2ACG.flows;
  expect(authorizationCode).toMatchObject({
    authorizationUrl: "http://localhost:3000/oauth/authorize",
    tokenUrl: "http://localhost:3000/oauth/token",
    refreshUrl: "http://localhost:3000/oauth/token",
  });
  expect(Object.keys(authorizationCode.scopes)).toHaveLength(4);
  const asked = Object.values<{ security?: { OAuth2ACG: string[] }[] }>(
    Object.values<object>(body.paths).flatMap((path) => Object.values(path)),
  ).flatMap(({ security = [] }) => security.flatMap((one) => one.OAuth2ACG));
  expect(new Set(asked)).toEqual(new Set(Object.keys(authorizationCode.scopes)));
});

test("another method is not allowed, in the words of the specification", async () => {
  const request = new Request("https://heder.example/ims/ob/v3p0/discovery", { method: "POST" });
  const { status, headers, body } = await answered(POST(request));
  expect(status).toBe(405);
  expect(headers.get("allow")).toBe("GET");
  expect(body.imsx_codeMajor).toBe("unsupported");
});
