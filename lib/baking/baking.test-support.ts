import sharp from "sharp";
import type { BakedContent } from "@/lib/baking/rules";

export const DRAWING =
  '<?xml version="1.0"?>\n<!-- by hand --><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4" fill="#c00"/></svg>\n';

export const redSquare = async (width = 12): Promise<Uint8Array> =>
  new Uint8Array(
    await sharp({ create: { width, height: width, channels: 4, background: "#c00" } })
      .png()
      .toBuffer(),
  );

export const JWS = "eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJ4In0.c2ln";
const credential = JSON.stringify({ type: ["VerifiableCredential"], name: "Ærlig & ]]> <modig> 🏅\u0001" });
const assertion = JSON.stringify({
  id: "https://badges.example/a?x=1&y=2",
  type: "Assertion",
  badge: "ø\uFFFF",
});

/** Everything a picture may carry. */
export const CONTENTS: readonly (readonly [string, BakedContent])[] = [
  ["a 2.0 address", { format: "ob2", assertion: 'https://badges.example/a?x=1&y="2"' }],
  ["a 2.0 signature", { format: "ob2", assertion: JWS }],
  ["a 2.0 assertion", { format: "ob2", assertion }],
  ["a 3.0 credential", { format: "ob3", credential }],
  ["a 3.0 JWT", { format: "ob3", credential: JWS }],
];
