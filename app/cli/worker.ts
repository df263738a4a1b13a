import "./register";

const { runWorker } = await import("./run-worker");
process.exit(await runWorker(process.argv.includes("--embedded")));
