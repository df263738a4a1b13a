import "./register";

const { launch } = await import("./launch");
process.exit(await launch("development"));
