# Two images from one file: `web` is the standalone Next server alone; `tools` is everything that app/cli starts
# (worker, migration, command line). Both run as an ordinary user.
FROM node:24-trixie-slim AS base
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
WORKDIR /app

FROM base AS dependencies
# What the postinstall script needs to generate the database client.
COPY package.json package-lock.json .npmrc prisma.config.ts ./
COPY prisma/generate.mjs prisma/schema.prisma ./prisma/
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force

# The build checks types, for which it needs the development packages too.
FROM base AS build
COPY package.json package-lock.json .npmrc prisma.config.ts ./
COPY prisma/generate.mjs prisma/schema.prisma ./prisma/
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN mkdir -p public && HEDER_STANDALONE=1 node_modules/.bin/next build

FROM base AS web
COPY --from=build --chown=node:node /app/.next/standalone ./
COPY --from=build --chown=node:node /app/.next/static ./.next/static
COPY --from=build --chown=node:node /app/public ./public
USER node
ENV HOSTNAME=0.0.0.0 PORT=3000
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/api/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]

FROM base AS tools
COPY --from=dependencies --chown=node:node /app/node_modules ./node_modules
COPY --from=dependencies --chown=node:node /app/lib/generated ./lib/generated
COPY --chown=node:node package.json tsconfig.json ./
COPY --chown=node:node app/cli ./app/cli
COPY --chown=node:node lib ./lib
COPY --chown=node:node prisma ./prisma
# HEDER_DATA for a secret that was not given and for uploads; mount a volume here to keep them.
RUN mkdir -p /data && chown node:node /data
USER node
ENV HEDER_DATA=/data
ENTRYPOINT ["node", "--import", "tsx"]
CMD ["app/cli/worker.ts"]
