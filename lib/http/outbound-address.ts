import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import ipaddr from "ipaddr.js";

/** Why nothing is sent to an address, before anything was sent. */
export class AddressRefused extends Error {
  constructor(readonly reason: "address" | "name") {
    super(reason);
    this.name = "AddressRefused";
  }
}

/** Which addresses a name has. */
export type Resolve = (name: string) => Promise<readonly LookupAddress[]>;

const resolveName: Resolve = (name) => lookup(name, { all: true, verbatim: true });

/** What is handed out to everybody on IPv6; the rest is reserved, translated or local (RFC 4291). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an address belongs to the public internet: not this machine, a private or link-local network, multicast,
 * documentation, or an IPv6 address that stands for an IPv4 one.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  return parsed instanceof ipaddr.IPv6 ? parsed.match(GLOBAL_UNICAST) : true;
}

const nameOf = ({ hostname }: URL) => hostname.replace(/^\[(.*)\]$/, "$1");

/** Whether the host of a URL may be public: an address that is, or a name, of which only a lookup can tell. */
export function isPublicHost(url: URL): boolean {
  const name = nameOf(url);
  return ipaddr.isValid(name) ? isPublicAddress(name) : !/(?:^|\.)localhost\.?$/.test(name);
}

type Rules = Readonly<{ allowPrivate: boolean; resolve?: Resolve }>;

/** Throws `AddressRefused` unless it is https to a name or address, without a password in it. */
export function checkedUrl(text: string, allowPrivate: boolean): URL {
  const url = URL.parse(text);
  if (url?.username !== "" || url.password !== "") throw new AddressRefused("address");
  if (url.protocol !== "https:" && !(allowPrivate && url.protocol === "http:"))
    throw new AddressRefused("address");
  return url;
}

/** Whether an address is https and may be public, as far as it says so itself; every request looks again, and its name up. */
export function mayBePublic(text: string): boolean {
  try {
    return isPublicHost(checkedUrl(text, false));
  } catch (error) {
    if (error instanceof AddressRefused) return false;
    throw error;
  }
}

/**
 * The addresses behind a URL's host, looked up once: whoever connects must use these, as the name may say something
 * else the next time. One that is not public refuses them all, unless private ones are allowed.
 */
export async function checkedAddresses(
  url: URL,
  { allowPrivate, resolve = resolveName }: Rules,
): Promise<readonly LookupAddress[]> {
  const name = nameOf(url);
  const addresses = ipaddr.isValid(name)
    ? [{ address: name, family: ipaddr.parse(name).kind() === "ipv6" ? 6 : 4 }]
    : await resolve(name).catch(() => []);
  if (addresses.length === 0) throw new AddressRefused("name");
  if (!allowPrivate && !addresses.every(({ address }) => isPublicAddress(address)))
    throw new AddressRefused("address");
  return addresses;
}
