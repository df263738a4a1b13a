import "./register";

const { bench } = await import("./bench/run");
process.exit(await bench(process.argv.slice(2)));
