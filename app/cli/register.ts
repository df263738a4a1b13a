import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";

// tsx looks for tsconfig.json, and with it for `@/`, in the current directory: here it may be any.
register({ tsconfig: fileURLToPath(new URL("../../tsconfig.json", import.meta.url)) });
