// Text of authors never becomes an element, an attribute or a script.
import { equal, fail, finish, open, urlOf } from "./lib.mjs";
import { readdirSync } from "node:fs";
import { sites } from "./lib.mjs";

const page = await open();
const all = readdirSync(`${sites}/hostile`, { recursive: true }).filter((name) => name.endsWith(".html"));
if (all.length < 10) fail(`only ${all.length} pages`);
for (const name of all) {
  await page.goto(urlOf("hostile", name));
  equal(`${name}: elements made by text`, await page.evaluate(() =>
    document.querySelectorAll("img[src='x'], [onerror], script:not([src]):not([type='application/ld+json'])").length), 0);
}
await finish();
