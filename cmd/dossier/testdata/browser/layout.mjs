// No page scrolls sideways at any width, breaks its policy or needs a script:
// served from a folder, opened from a disk, with scripts off.
import { equal, fail, fileOf, finish, open, pages, urlOf } from "./lib.mjs";

for (const [site, names] of Object.entries(pages)) {
  for (const options of [{}, { javaScriptEnabled: false }]) {
    const page = await open(options);
    for (const name of names) {
      await page.goto(urlOf(site, name));
      for (const width of [1600, 768, 360, 320]) {
        await page.setViewportSize({ width, height: 800 });
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) fail(`${site}/${name} ${JSON.stringify(options)}: ${over} px too wide at ${width} px`);
      }
    }
    await page.context().close();
  }
  const page = await open();
  for (const name of names.filter((n) => n !== "404.html")) { // only a host shows that one
    await page.goto(fileOf(site, name));
    equal(`${fileOf(site, name)}: style sheet`, await page.evaluate(() => getComputedStyle(document.querySelector("main")).display !== "inline"), true);
  }
  await page.context().close();
}

// From a disk a link to a folder opens its page.
const page = await open();
await page.goto(fileOf("aleppo", "index.html"));
await page.click("nav a[href='positions/']");
await page.waitForURL(/positions\/index\.html$/);
await finish();
