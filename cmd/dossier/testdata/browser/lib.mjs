// What the browser tests share. Each script checks what it says in its first
// line, calls fail for every finding, and ends with finish.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(process.env.DOSSIER_NODE_MODULES + "/");
const { chromium } = require("playwright-core");

export const axePath = require.resolve("axe-core/axe.min.js");
export const sites = process.env.DOSSIER_SITES; // a folder with a site in each folder
export const base = process.env.DOSSIER_URL; // where that folder is served
export const command = process.env.DOSSIER_COMMAND; // the dossier command
export const pages = JSON.parse(process.env.DOSSIER_PAGES); // site to a page of each kind

export const browser = await chromium.launch({
  executablePath: process.env.DOSSIER_CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

let failures = 0;

export function fail(message) {
  failures++;
  console.log(message);
}

export function equal(what, got, want) {
  if (got !== want) fail(`${what}: got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
}

export async function finish() {
  await browser.close();
  process.exit(failures ? 1 : 0);
}

// urlOf returns the address of a page as a host shows it.
export const urlOf = (site, page) => base + site + "/" + encodeURI(page.replace(/index\.html$/, ""));

// fileOf returns the address of a page on the disk.
export const fileOf = (site, page) => pathToFileURL(`${sites}/${site}/${page}`).href;

// open returns a page on which anything in the console, any failed request, any
// dialog and any request to elsewhere is a failure.
export async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const where = () => page.url();
  page.on("console", (m) => { if (["error", "warning"].includes(m.type())) fail(`${where()}: console: ${m.text()}`); });
  page.on("pageerror", (e) => fail(`${where()}: script: ${e}`));
  page.on("dialog", (d) => { fail(`${where()}: dialog: ${d.message()}`); d.dismiss(); });
  page.on("requestfailed", (r) => { // left behind when the page is left is fine
    if (r.failure()?.errorText !== "net::ERR_ABORTED") fail(`${where()}: request failed: ${r.url()}`);
  });
  page.on("request", (r) => {
    const url = new URL(r.url());
    if (url.protocol !== "file:" && !r.url().startsWith(new URL(base).origin)) fail(`${where()}: request to elsewhere: ${r.url()}`);
  });
  return page;
}
