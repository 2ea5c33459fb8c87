// While serve runs, a page changes when its file is saved and stays where it
// was, a mistake is shown above it until it is mended, and a new style comes
// without a reload.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { axePath, browser, command, equal, fail, finish } from "./lib.mjs";

const dir = mkdtempSync(join(tmpdir(), "dossier-serve-"));
const write = (name, text) => {
  mkdirSync(dirname(join(dir, name)), { recursive: true });
  writeFileSync(join(dir, name), text);
};
const replace = (name, was, now) => {
  const text = readFileSync(join(dir, name), "utf8");
  if (!text.includes(was)) fail(`${name} has no ${was}`);
  write(name, text.replace(was, now));
};

const article = "content/articles/gazette.md";
const lines = Array.from({ length: 80 }, (_, i) => `## Part ${i}\n\nWhat the council said on day ${i}.\n`).join("\n");
write("dossier.yaml", "title: The bypass at Oakford\nbase_url: https://example.org/oak/\n");
write(article, `---\ntitle: Council splits\ndate: 2024-03-02\npeople: [jane-doe]\n---\n\n${lines}`);
write("content/people/jane-doe.md", "---\ntitle: Jane Doe\n---\nA councillor.\n");
write("layouts/partials/foot.html", `<details><summary>More</summary><p>Notes</p></details><form><label>Word <input id="word" type="search"></label></form>\n`);
write("layouts/assets/site.css/99-own.css", "h1 { color: rgb(1, 2, 3); }\n");

const start = async (port) => {
  const server = spawn(command, ["serve", "-p", String(port), dir], { stdio: ["ignore", "pipe", "pipe"] });
  const output = { text: "" };
  const url = await new Promise((resolve, reject) => {
    const read = (data) => {
      output.text += data;
      const found = output.text.match(/serving (http:\/\/\S+)/);
      if (found) resolve(found[1]);
    };
    server.stdout.on("data", read);
    server.stderr.on("data", read);
    server.on("exit", () => reject(new Error(output.text)));
  });
  const stop = () => new Promise((resolve) => {
    const asked = Date.now();
    server.removeAllListeners("exit");
    server.on("exit", (status) => resolve({ status, ms: Date.now() - asked }));
    server.kill("SIGINT");
  });
  return { url, stop, output };
};

let server = await start(0);
equal("the path of base_url", new URL(server.url).pathname, "/oak/");
const context = await browser.newContext({ viewport: { width: 1280, height: 700 } });
const page = await context.newPage();
let loads = 0;
page.on("load", () => loads++);
page.on("pageerror", (e) => fail(`script: ${e}`));
page.on("console", (m) => { // a server that is stopped, or has nothing to show, is no fault here
  if (["error", "warning"].includes(m.type()) && !/ERR_|status of 500/.test(m.text())) fail(`console: ${m.text()}`);
});
const until = async (what, test, arg) => {
  try {
    await page.waitForFunction(test, arg, { timeout: 5000 });
  } catch {
    fail(`not seen in 5 s: ${what}\n${server.output.text}`);
  }
};
const problems = () => page.evaluate(() => document.querySelector("dossier-problems")?.shadowRoot.textContent ?? "");
let streams = 0;
page.on("response", (r) => { if (r.url().includes("/events?") && r.ok()) streams++; });

await page.goto(`${server.url}articles/gazette/`);

// A save: the page changes and stays as it was.
await page.click("footer summary");
await page.fill("#word", "commons");
await page.evaluate(() => document.getElementById("part-40").scrollIntoView());
await page.evaluate(() => scrollBy(0, -50));
const top = () => page.evaluate(() => Math.round(document.getElementById("part-40").getBoundingClientRect().top));
const before = await top();
loads = 0;
replace(article, "on day 3.", "on day 3, at length. " + "It was a long day. ".repeat(60));
await until("the new text", () => document.body.textContent.includes("at length"));
await page.waitForLoadState("load");
await page.waitForTimeout(100);
equal("loads after a save", loads, 1);
if (Math.abs((await top()) - before) > 2) fail(`the page stood at ${before} px, now at ${await top()} px`);
equal("what is unfolded", await page.evaluate(() => document.querySelector("footer details").open), true);
equal("what is filled in", await page.inputValue("#word"), "commons");
equal("where the caret is", await page.evaluate(() => document.activeElement.id), "word");

// Another page is saved: this one stays.
loads = 0;
await page.evaluate(() => { window.same = true; });
replace("content/people/jane-doe.md", "A councillor.", "A councillor since 2019.");
await page.waitForTimeout(600);
equal("loads after a save of another page", loads, 0);

// A new style comes without a reload.
replace("layouts/assets/site.css/99-own.css", "1, 2, 3", "4, 5, 6");
await until("the new style", () => getComputedStyle(document.querySelector("h1")).color === "rgb(4, 5, 6)");
equal("loads after a change of style", loads, 0);
replace("layouts/assets/site.css/99-own.css", "4, 5, 6", "7, 8, 9");
await until("the next style", () => getComputedStyle(document.querySelector("h1")).color === "rgb(7, 8, 9)");
await until("one style sheet", () => document.querySelectorAll("link[rel=stylesheet]").length === 1);
equal("loads after two", loads, 0);

// A mistake: the page stays, the list is above it, as text.
replace("content/people/jane-doe.md", "title: Jane Doe", "titel: <img src=x onerror=alert(1)>");
await until("the list of problems", () => document.querySelector("dossier-problems:not([hidden])"));
const list = await problems();
for (const want of ["1 problem in the content", "content/people/jane-doe.md:2:1", "unknown key \"titel\"", "2 | titel: <img src=x onerror=alert(1)>",
  "did you mean \"title\"?", "last good build"]) {
  if (!list.includes(want)) fail(`the list of problems has no ${JSON.stringify(want)}: ${list}`);
}
equal("elements from a source line", await page.evaluate(() => document.querySelector("dossier-problems").shadowRoot.querySelectorAll("img").length), 0);
equal("loads after a mistake", loads, 0);
equal("the page is the same", await page.evaluate(() => window.same), true);
const other = await context.newPage(); // another page, opened while all is broken
await other.goto(`${server.url}people/jane-doe/`);
await other.waitForSelector("dossier-problems:not([hidden])");
equal("the last good page", await other.textContent("h1"), "Jane Doe");
for (const width of [1280, 320]) {
  await other.setViewportSize({ width, height: 700 });
  const over = await other.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) fail(`with problems: ${over} px too wide at ${width} px`);
}
const checked = await browser.newContext({ bypassCSP: true }); // axe is added to the page
const audit = await checked.newPage();
await audit.goto(`${server.url}people/jane-doe/`);
await audit.waitForSelector("dossier-problems:not([hidden])");
await audit.addScriptTag({ path: axePath });
for (const v of (await audit.evaluate(() => axe.run("dossier-problems"))).violations) fail(`axe: ${v.id}: ${v.nodes[0].html}`);
await checked.close();

// The mistake becomes another, and is mended.
await page.bringToFront();
await page.locator("dossier-problems summary").click();
replace("content/people/jane-doe.md", "titel: <img src=x onerror=alert(1)>", "title: Jane Doe\nnames: 7x\nborn: never");
await until("the other problem", () => document.querySelector("dossier-problems").shadowRoot.textContent.includes("never"));
equal("the list stays folded", await page.evaluate(() => document.querySelector("dossier-problems").shadowRoot.querySelector("details").open), false);
replace("content/people/jane-doe.md", "\nnames: 7x\nborn: never", "");
await until("no problems", () => !document.querySelector("dossier-problems"));
equal("loads after a mistake that was mended", loads, 0);
await other.close();

// A layout fails for the page that is shown.
write("layouts/article.html", `{{define "main"}}<h1>{{.Titel}}</h1>{{end}}`);
await until("the problem of the layout", () => document.querySelector("dossier-problems")?.shadowRoot.textContent.includes("layouts/article.html:1:"));
equal("loads after a broken layout", loads, 0);
rmSync(join(dir, "layouts/article.html"));
await until("no problem of the layout", () => !document.querySelector("dossier-problems"));

// A hidden tab holds no stream, and sees what it has missed when it is shown.
const hide = (hidden) => page.evaluate((hidden) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}, hidden);
loads = 0;
await hide(true);
replace(article, "on day 5.", "on day 5, while hidden.");
await page.waitForTimeout(600);
equal("loads while hidden", loads, 0);
await hide(false);
await until("what was missed", () => document.body.textContent.includes("while hidden"));
await page.waitForLoadState("load");

// Serve is started again: the page reloads once if it has changed, else not.
const port = new URL(server.url).port;
for (const [change, want] of [["on day 7.", 1], ["", 0]]) {
  await page.waitForTimeout(200);
  loads = 0;
  const { status, ms } = await server.stop();
  equal("exit status", status, 130);
  if (ms > 1000) fail(`it took ${ms} ms to stop`);
  if (change) replace(article, change, "on day 7, after a restart.");
  const held = streams;
  server = await start(port);
  if (change) await until("what has changed meanwhile", () => document.body.textContent.includes("after a restart"));
  await page.waitForTimeout(1000); // the browser tries again every half second
  equal("there is a stream again", streams > held, true);
  equal("loads after a restart", loads, want);
}

// More tabs than a browser has connections.
const tabs = [];
for (let i = 0; i < 9; i++) {
  const tab = await context.newPage();
  await tab.goto(server.url, { timeout: 5000 });
  tabs.push(tab);
  await tab.evaluate(() => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
}
equal("tabs that have loaded", (await Promise.all(tabs.map((tab) => tab.title()))).filter((t) => t.includes("Oakford")).length, 9);

// There was never a good build: a plain page, until there is one.
await server.stop();
write("dossier.yaml", "titel: The bypass at Oakford\n");
server = await start(0);
await page.goto(server.url);
await until("the problems of the settings", () => document.querySelector("dossier-problems")?.shadowRoot.textContent.includes("dossier.yaml:1:1"));
write("dossier.yaml", "title: The bypass at Oakford\n");
await until("the site", () => document.querySelector(".masthead"));
await server.stop();
rmSync(dir, { recursive: true });
await finish();
