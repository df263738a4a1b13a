import "./register";

const { ensureBuild } = await import("./production-build");
const { killChildren } = await import("./children");
const { reason } = await import("@/lib/database/unavailable");
const { say } = await import("./output");

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    killChildren();
    process.exit(1);
  });
}
try {
  say((await ensureBuild()) ? "Built." : "The production build is up to date.");
} catch (error) {
  say(reason(error));
  process.exitCode = 1;
}
