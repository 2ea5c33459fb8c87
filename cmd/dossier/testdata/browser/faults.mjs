// Whatever is typed into the search is text, a part of the index that is
// missing or broken is said, and no page of elsewhere can show one of ours.
import { createServer } from "node:http";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { spawn } from "node:child_process";
import { browser, command, equal, fail, finish, open, sites, urlOf } from "./lib.mjs";

// I4: queries that would be something else in HTML, in a regular expression or
// as a property of an object.
const page = await open();
await page.goto(urlOf("hostile", "search/index.html"));
const made = () => page.evaluate(() => document.querySelectorAll("img[src='x'], [onerror], script:not([src]):not([type='application/ld+json'])").length);
for (const query of [`"><img src=x onerror=alert(1)>`, "</script><script>alert(1)</script>", "[(*+?^${}|\\", "__proto__", "constructor", "toString", "hasOwnProperty",
  "a".repeat(10_000), "\u202e\u0000\ud800", "%00%zz", "&lt;img&gt;", "onerror alert"]) {
  await page.fill("#d-search", query);
  await page.waitForTimeout(60);
  equal(`elements made by the query ${query.slice(0, 30)}`, await made(), 0);
}
await page.fill("#d-search", "onerror");
await page.waitForFunction(() => document.querySelector(".searching ol li, .searching li"), null, { timeout: 5000 }).catch(() => fail("hostile titles are not found"));
equal("elements made by titles that are found", await made(), 0);
await page.goto(`${urlOf("hostile", "search/index.html")}?q=${encodeURIComponent(`"><img src=x onerror=alert(1)>`)}`);
await page.waitForTimeout(200);
equal("elements made by the address", await made(), 0);
await page.context().close();

// I5: parts of the index are missing or broken.
const dir = mkdtempSync(join(tmpdir(), "dossier-index-"));
for (const [what, spoil] of [
  ["missing", (file) => rmSync(file)],
  ["broken", (file) => writeFileSync(file, "}{")],
  ["empty", (file) => writeFileSync(file, "")],
]) {
  cpSync(`${sites}/arabic`, join(dir, what), { recursive: true });
  const folder = join(dir, what, "data/search");
  for (const name of readdirSync(folder)) spoil(join(folder, name));
  const context = await browser.newContext();
  const tab = await context.newPage();
  tab.on("dialog", (d) => { fail(`a dialog: ${d.message()}`); d.dismiss(); });
  await tab.goto(`${pathToFileURL(join(dir, what, "search/index.html")).href}?q=abc`);
  await tab.waitForFunction(() => [...document.querySelectorAll(".searching .missing, .searching .note, .searching p")].some((p) => p.offsetParent && p.textContent.trim()),
    null, { timeout: 5000 }).catch(() => fail(`${what}: the search does not say so`));
  if (await tab.evaluate(() => document.querySelectorAll("ul.names a").length) === 0) fail(`${what}: the list of names has gone`);
  await context.close();
}

// G5: another origin includes a page and a script of a dossier that is served.
const dossier = mkdtempSync(join(tmpdir(), "dossier-served-"));
mkdirSync(join(dossier, "content"));
writeFileSync(join(dossier, "dossier.yaml"), "title: The bypass at Oakford\n");
writeFileSync(join(dossier, "content", "_index.md"), "---\ntitle: Not published yet\n---\n");
const server = spawn(command, ["serve", "-p", "0", dossier]);
const served = await new Promise((resolve) => server.stdout.on("data", (data) => {
  const found = String(data).match(/serving (http:\/\/\S+)/);
  if (found) resolve(found[1]);
}));
const elsewhere = createServer((_, answer) => {
  answer.setHeader("Content-Type", "text/html");
  answer.end("<!DOCTYPE html><title>Elsewhere</title>");
});
await new Promise((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
const context = await browser.newContext();
const other = await context.newPage();
await other.goto(`http://localhost:${elsewhere.address().port}/`);
const seen = await other.evaluate(async (url) => {
  const loads = (tag, address) => new Promise((resolve) => {
    const e = document.createElement(tag);
    e.onload = () => resolve(tag !== "iframe" || e.contentDocument !== null);
    e.onerror = () => resolve(false);
    e.src = address;
    document.body.append(e);
    setTimeout(() => resolve(false), 2000);
  });
  const reads = (address, options) => fetch(address, options).then((r) => r.type !== "opaque", () => false);
  return {
    script: await loads("script", `${url}__dossier/live.js`),
    image: await loads("img", `${url}assets/icon.svg`),
    text: await reads(url),
    opaque: await fetch(url, { mode: "no-cors" }).then(() => true, () => false),
    stream: await reads(`${url}__dossier/events?path=/`),
  };
}, served);
for (const [what, got] of Object.entries(seen)) equal(`another origin gets the ${what}`, got, false);
await other.evaluate((url) => { const f = document.createElement("iframe"); f.src = url; document.body.append(f); }, served);
await other.waitForTimeout(500);
const frame = other.frames().find((f) => f !== other.mainFrame());
if (frame && (await frame.title().catch(() => "")).includes("Oakford")) fail("another origin shows a page in a frame");
server.kill();
elsewhere.close();
for (const folder of [dir, dossier]) rmSync(folder, { recursive: true });
await finish();
