import { SignJWT } from "jose";
import { GET as list, POST as upsert } from "@/app/ims/ob/v3p0/credentials/route";
import { GET as profile, PUT as rename } from "@/app/ims/ob/v3p0/profile/route";
import { answered } from "@/lib/testing/answered";

const API = "https://heder.example/ims/ob/v3p0";
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

export const getCredentials = (token: string, query = "") =>
  answered(list(new Request(`${API}/credentials${query}`, { headers: bearer(token) })));

export const pushText = (token: string, body: string, type = "text/plain") =>
  answered(
    upsert(
      new Request(`${API}/credentials`, {
        method: "POST",
        body,
        headers: { ...bearer(token), "content-type": type },
      }),
    ),
  );

export const getProfile = (token: string) =>
  answered(profile(new Request(`${API}/profile`, { headers: bearer(token) })));

export const putProfile = (token: string, body: object) =>
  answered(
    rename(
      new Request(`${API}/profile`, {
        method: "PUT",
        body: JSON.stringify(body),
        headers: { ...bearer(token), "content-type": "application/json" },
      }),
    ),
  );

/** What a badge from elsewhere looks like; whether it is genuine is another question. */
export const credential = (id: string, name = "Førstehjelp") => ({
  "@context": [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
  ],
  type: ["VerifiableCredential", "OpenBadgeCredential"],
  id: `https://issuer.example/credentials/${id}`,
  issuer: { id: "https://issuer.example", type: ["Profile"], name: "Røde Kors" },
  validFrom: "2026-03-01T00:00:00Z",
  credentialSubject: {
    type: ["AchievementSubject"],
    achievement: { id: "https://issuer.example/a", type: ["Achievement"], name },
  },
});

const key = new TextEncoder().encode("a key of nobody in particular, long enough");
export const signed = (id: string, name?: string) =>
  new SignJWT(credential(id, name)).setProtectedHeader({ alg: "HS256" }).sign(key);
