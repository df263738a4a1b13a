import "./register";

const { startChild } = await import("./children");
const { acquireDatabase } = await import("@/lib/database/server");
const { childEnvironment, repositoryRoot } = await import("@/lib/env");
const { say } = await import("./output");

const database = await acquireDatabase();
// Row-level security holds for the owner too, so on the embedded server one looks as its superuser.
const url = new URL(database.superuserUrl ?? database.ownerUrl ?? database.appUrl);
if (database.ownerUrl) url.pathname = new URL(database.ownerUrl).pathname;
const prisma = `${repositoryRoot}/node_modules/prisma/build/index.js`;
const studio = startChild("studio", [prisma, "studio", "--url", url.toString()], childEnvironment({}));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => studio.signal("SIGTERM"));
const { how } = await studio.ended;
say(`Prisma Studio ended ${how}`);
await database.release();
process.exit(0);
