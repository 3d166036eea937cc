// Compiles each JSON Schema of a folder in Ajv's strict mode, and says of each what is wrong with it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const folder = process.argv[2];
for (const name of readdirSync(folder).filter((file) => file.endsWith(".json")).sort()) {
  const ajv = new Ajv({ strict: true, allErrors: true });
  addFormats(ajv);
  try {
    ajv.compile(JSON.parse(readFileSync(join(folder, name), "utf8")));
    console.log(`${name}:`);
  } catch (fault) {
    console.log(`${name}: ${fault.message}`);
  }
}
