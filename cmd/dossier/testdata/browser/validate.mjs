// html-validate accepts every kind of page.
import { createRequire } from "node:module";
import { fail, finish, pages, sites } from "./lib.mjs";

const require = createRequire(process.env.DOSSIER_NODE_MODULES + "/");
const { HtmlValidate } = require("html-validate");

// A headline may be longer than search engines show.
const validator = new HtmlValidate({ extends: ["html-validate:recommended"], rules: { "long-title": "off" } });
for (const [site, names] of Object.entries(pages)) {
  for (const name of names) {
    const report = await validator.validateFile(`${sites}/${site}/${name}`);
    for (const m of report.results.flatMap((r) => r.messages)) {
      fail(`${site}/${name}:${m.line}:${m.column}: ${m.ruleId}: ${m.message}`);
    }
  }
}
await finish();
