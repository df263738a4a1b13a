import "./register";

async function start(): Promise<number> {
  try {
    const { main } = await import("./main");
    return await main(process.argv.slice(2));
  } catch (error) {
    // Before there is anything to translate with: a variable of the environment that cannot be read.
    const message = error instanceof Error ? error.message : String(error);
    process.stdout.write(`${JSON.stringify({ error: { code: "unavailable", message, fields: {} } })}\n`);
    return 1;
  }
}

const code = await start();
// Whatever a library left open must not keep a finished command alive.
process.stdout.write("", () => process.exit(code));
