// What is used here of packages that bring no types, beside lib/open-badges/packages.d.ts.

declare module "@digitalbazaar/data-integrity" {
  interface DataIntegrityProof {
    verifyProof(options: {
      proof: object;
      document: object;
      documentLoader: (url: string) => Promise<{ document: object }>;
    }): Promise<{ verified: boolean; error?: Error }>;
  }
}

declare module "@digitalbazaar/ed25519-multikey" {
  export function toJwk(options: { keyPair: object }): Promise<{ kty: string; crv: string; x: string }>;
}
