/** An organisation as an issuer: what it says of itself to everybody. */
export type IssuerFacts = Readonly<{
  slug: string;
  name: string;
  url: string | null;
  email: string | null;
  description: string | null;
  imageUrl: string | null;
}>;
