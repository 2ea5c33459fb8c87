// axe-core finds nothing on any kind of page: light, dark, right-to-left, narrow.
import { axePath, browser, fail, finish, pages, urlOf } from "./lib.mjs";

for (const [site, colorScheme, width] of [
  ["aleppo", "light", 1280], ["aleppo", "dark", 1280], ["aleppo", "light", 360],
  ["arabic", "light", 1280], ["arabic", "dark", 360],
]) {
  // axe is put into the page from outside, which its policy rightly forbids.
  const context = await browser.newContext({ bypassCSP: true, colorScheme, viewport: { width, height: 900 } });
  const page = await context.newPage();
  for (const name of pages[site]) {
    await page.goto(urlOf(site, name));
    await page.addScriptTag({ path: axePath });
    const { violations } = await page.evaluate(() => window.axe.run());
    for (const v of violations) {
      fail(`${site}/${name} ${colorScheme} ${width}: ${v.id}: ${v.help}: ${v.nodes.length} × ${v.nodes[0].html.slice(0, 200)}`);
    }
  }
  await context.close();
}
await finish();
