// npm leaves a platform's binary package out of the lock file when the registry it was written against could not
// serve it, and `npm ci` then refuses the file. This adds every optional package that an installed one names and
// the lock lacks, with the platform its name tells, so that the same file installs everywhere. Run it after
// `npm install`; it changes nothing when nothing is missing.
import { readFileSync, writeFileSync } from "node:fs";

type Entry = {
  version?: string;
  optional?: boolean;
  dev?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
};
type Lock = { packages: Record<string, Entry> };

const OS: Record<string, string> = {
  linux: "linux",
  linuxmusl: "linux",
  darwin: "darwin",
  win32: "win32",
  windows: "win32",
  android: "android",
  freebsd: "freebsd",
  openbsd: "openbsd",
  netbsd: "netbsd",
  sunos: "sunos",
  aix: "aix",
  openharmony: "openharmony",
  webcontainers: "webcontainers",
  webcontainer: "webcontainers",
};
const CPU = /^(x64|arm64|arm|ia32|ppc64|s390x|riscv64|loong64|mips64el|wasm32)$/;

/** What a package such as `@swc/core-linux-arm64-musl` runs on, as far as its name says. */
function platformOf(name: string): Pick<Entry, "os" | "cpu" | "libc"> {
  const words = name.split(/[-/]/);
  const os = words.map((word) => OS[word]).find(Boolean);
  const cpu = words.map((word) => (word === "armv7" ? "arm" : word)).find((word) => CPU.test(word));
  const musl = words.some((word) => /musl/.test(word));
  const glibc = os === "linux" && words.some((word) => word === "gnu");
  return {
    ...(os && { os: [os] }),
    ...(cpu && { cpu: [cpu] }),
    ...(musl ? { libc: ["musl"] } : glibc && { libc: ["glibc"] }),
  };
}

const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as Lock;
const added: string[] = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const places = [`${path}/node_modules/${name}`, `node_modules/${name}`];
    if (places.some((place) => lock.packages[place]) || !/^\^?\d+\.\d+\.\d+/.test(version)) continue;
    lock.packages[`node_modules/${name}`] = {
      version: version.replace(/^\^/, ""),
      ...platformOf(name),
      ...(entry.dev && { dev: true }),
      optional: true,
    };
    added.push(name);
  }
}
const root = lock.packages[""];
const rest = Object.entries(lock.packages).filter(([path]) => path !== "");
rest.sort(([one], [other]) => (one < other ? -1 : 1));
lock.packages = { ...(root && { "": root }), ...Object.fromEntries(rest) };
if (added.length > 0) writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added.length} packages added ${added.join(" ")}\n`);
