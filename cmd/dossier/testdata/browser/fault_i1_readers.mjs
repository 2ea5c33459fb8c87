// I1: on paper, with letters twice as large, and without a style sheet, every page can be read.
import { equal, fail, finish, open, pages, urlOf } from "./lib.mjs";

// seen returns what is shown of the text of an element.
const seen = (page, selector) => page.evaluate((selector) => document.querySelector(selector).innerText.replace(/\s+/g, " ").trim(), selector);

for (const site of ["aleppo", "arabic"]) {
  const names = pages[site];
  // On paper, also of somebody who reads on a dark screen: black on white, all
  // that is folded is there, nothing is cut off at the edge.
  const paper = await open({ colorScheme: "dark" });
  for (const name of names) {
    await paper.goto(urlOf(site, name));
    const title = await seen(paper, "h1");
    await paper.emulateMedia({ media: "print" });
    const printed = await paper.evaluate(() => {
      const main = document.querySelector("main");
      const folded = [...main.querySelectorAll("details:not([open]) > :not(summary)")].filter((e) => e.textContent.trim() && !e.closest(".asof, .copy, .filter") && !e.checkVisibility());
      return {
        title: document.querySelector("h1").innerText.replace(/\s+/g, " ").trim(),
        ink: getComputedStyle(main).color, scheme: getComputedStyle(document.documentElement).colorScheme,
        text: main.innerText.trim().length, folded: folded.map((e) => e.outerHTML.slice(0, 80)),
        controls: [...document.querySelectorAll("nav.mainnav, form, .filter")].filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 60)),
      };
    });
    const where = `${site}/${name} on paper`;
    equal(`${where}: title`, printed.title, title);
    equal(`${where}: colour of the text`, printed.ink, "rgb(0, 0, 0)");
    equal(`${where}: colours of`, printed.scheme, "light");
    if (printed.text === 0) fail(`${where}: nothing`);
    for (const e of printed.folded.slice(0, 2)) fail(`${where}: folded: ${e}`);
    for (const e of printed.controls.slice(0, 2)) fail(`${where}: of no use there: ${e}`);
    await paper.emulateMedia({ media: "screen" });
  }
  await paper.goto(urlOf(site, names[0]));
  if ((await paper.pdf({ format: "A4" })).length < 1000) fail(`${site}: cannot be printed`);
  await paper.context().close();

  // Letters of twice the size, in the same window: nothing runs out of it or over
  // its neighbour.
  const large = await open();
  for (const name of names) {
    await large.goto(urlOf(site, name));
    const text = await seen(large, "main");
    await large.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
    const over = await large.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) fail(`${site}/${name}: ${over} px too wide with large letters`);
    const cut = await large.evaluate(() => [...document.querySelectorAll("main :is(h1, h2, h3, p, dt, dd, th, li > a), .masthead a")]
      .filter((e) => e.checkVisibility() && ["hidden", "clip"].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1)
      .map((e) => e.outerHTML.slice(0, 100)));
    for (const e of cut.slice(0, 2)) fail(`${site}/${name}: cut off with large letters: ${e}`);
    if (text.length === 0 || (await seen(large, "main")).length < text.length * 0.9) fail(`${site}/${name}: less text with large letters`);
  }
  await large.context().close();

  // Without a style sheet: a title, links that say where they lead, and nothing
  // that is larger than it is meant to be but the symbols of stances.
  const without = await open({ javaScriptEnabled: false });
  await without.route(/\.css$/, (r) => r.fulfill({ contentType: "text/css", body: "" }));
  for (const name of names) {
    await without.goto(urlOf(site, name));
    const found = await without.evaluate(() => ({
      title: document.querySelector("h1").checkVisibility(),
      huge: [...document.querySelectorAll("svg, img")].filter((e) => !e.closest("figure, .plate, .sym, .step, .arrow") && !e.matches(".sym, .step, .arrow") && e.getBoundingClientRect().width > 200).map((e) => e.outerHTML.slice(0, 100)),
      silent: [...document.querySelectorAll("a[href], button, summary")].filter((e) => e.checkVisibility() && !e.textContent.trim() && !e.getAttribute("aria-label") && !e.querySelector("img[alt]:not([alt='']), svg[aria-label], svg title, [aria-label]")).map((e) => e.outerHTML.slice(0, 100)),
    }));
    equal(`${site}/${name} without a style: title`, found.title, true);
    for (const e of found.huge.slice(0, 2)) fail(`${site}/${name} without a style: huge: ${e}`);
    for (const e of found.silent.slice(0, 2)) fail(`${site}/${name} without a style: says nothing: ${e}`);
  }
  await without.context().close();
}
await finish();
