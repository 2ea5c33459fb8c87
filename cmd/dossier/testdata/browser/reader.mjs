// What a script adds for readers: filter, search, previews, colours; from a
// folder of a host and from a disk, with the keyboard, with hostile queries.
import { equal, fail, fileOf, finish, open, urlOf } from "./lib.mjs";

const addresses = { host: urlOf, disk: fileOf };

for (const [where, address] of Object.entries(addresses)) {
  const page = await open();
  const visible = (selector) => page.locator(selector).evaluateAll((all) => all.filter((e) => e.checkVisibility()).length);

  // The filter: fewer entries, said in words, in the address, and back again.
  await page.goto(address("aleppo", "index.html"));
  await page.waitForSelector(".filter .controls:not([hidden])");
  const all = await visible(".timeline .entry");
  await page.locator(".filter input[name=kind][value=article]").uncheck();
  const some = await visible(".timeline .entry");
  if (!(some > 0 && some < all)) fail(`${where}: filter by kind shows ${some} of ${all}`);
  const said = await page.locator(".filter output").textContent();
  if (!said.includes(String(some)) || !said.includes(String(all))) fail(`${where}: the filter says ${said}, not ${some} of ${all}`);
  const link = page.url();
  if (!/[?#]/.test(link)) fail(`${where}: the filter is not in the address`);
  await page.goto(address("aleppo", "about/index.html"));
  await page.goto(link);
  await page.waitForSelector(".filter .controls:not([hidden])");
  equal(`${where}: entries after coming back`, await visible(".timeline .entry"), some);
  await page.fill(".filter input[name=word]", "nobody has this word");
  equal(`${where}: entries with a word that is nowhere`, await visible(".timeline .entry"), 0);
  equal(`${where}: that is said`, await visible("#d-nothing"), 1);

  // Search: by the keyboard from any page, in three scripts.
  await page.goto(address("aleppo", "about/index.html"));
  await page.keyboard.press("/");
  equal(`${where}: "/" leads to the box`, await page.evaluate(() => document.activeElement.id), "d-quick");
  await page.keyboard.type("lavr");
  await page.waitForSelector("#d-jumps:not([hidden]) a, #d-jumps:not([hidden]) [role=option]");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/people\/sergey-lavrov\//);
  await page.goto(address("aleppo", "search/index.html") + "?q=convoy");
  await page.waitForSelector(".results li");
  for (const [site, query] of [["aleppo", "الحداد"], ["arabic", "الحداد"], ["arabic", "haddad"]]) {
    await page.goto(address(site, "search/index.html") + "?q=" + encodeURIComponent(query));
    await page.waitForFunction(() => document.querySelector(".counted").textContent !== "");
    equal(`${where}: ${site} ${query}`, (await visible(".results li")) > 0, site === "arabic");
  }
  for (const query of ['"><img src=x onerror=alert(1)>', "(a+)+$[", "__proto__", "constructor", "x".repeat(10000), "<script>alert(1)</script>"]) {
    await page.goto(address("hostile", "search/index.html"));
    await page.fill("#d-search", query);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector(".counted").textContent !== "");
    equal(`${where}: elements made by ${query.slice(0, 40)}`, await page.evaluate(() => document.querySelectorAll("main img, main script, [onerror]").length), 0);
  }

  // A preview: with the keyboard at once, gone with Escape; text only.
  for (const [site, from, link] of [["aleppo", "articles/2016-09-27-sputnik-deadlock/index.html", "main a[href*='people/vitaly-churkin/']"], ["hostile", "articles/gazette/index.html", "main a[href*='people/jane-doe/']"]]) {
    await page.goto(address(site, from));
    await page.locator(link).first().hover();
    await page.waitForSelector(".preview .title");
    equal(`${where}: elements in a preview`, await page.evaluate(() => document.querySelectorAll(".preview :not(p)").length), 0);
    await page.keyboard.press("Escape");
    equal(`${where}: previews after Escape`, await page.locator(".preview").count(), 0);
  }

  // Colours: chosen, kept on the next page, and as the system again.
  await page.goto(address("aleppo", "index.html"));
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.selectOption(".theme select", "dark");
  const dark = await paper();
  if (light === dark) fail(`${where}: dark is as light`);
  await page.goto(address("aleppo", "about/index.html"));
  equal(`${where}: the choice on the next page`, await paper(), dark);
  await page.selectOption(".theme select", "");
  equal(`${where}: as the system`, await paper(), light);
  await page.context().close();
}

// The filter stays in sight when more of it is opened in the middle of the page,
// and leaves room for what it filters.
{
  const page = await open({ viewport: { width: 1280, height: 720 } });
  await page.goto(urlOf("aleppo", "index.html") + "#m-2016-09");
  await page.waitForSelector(".filter .controls:not([hidden])");
  await page.locator(".filter summary").click();
  await page.waitForSelector(".facets select");
  const bar = () => page.locator(".filter").evaluate((e) => e.getBoundingClientRect().toJSON());
  const opened = await bar();
  if (Math.abs(opened.top) > 1 || opened.bottom > 0.75 * 720) fail(`the open filter is from ${opened.top} to ${opened.bottom} of 720`);
  await page.locator(".facets select").first().selectOption({ index: 1 });
  const after = await bar();
  if (after.top < -1 || after.bottom > 720) fail(`after a choice the filter is from ${after.top} to ${after.bottom} of 720`);
  await page.context().close();
}

// What is called as the query says comes first, in the box and on the page.
{
  const page = await open();
  for (const [query, path] of [["aleppo", "places/aleppo/"], ["russia", "organizations/russia/"], ["SYRIA", "syria/"], ["geneva", "places/geneva/"], ["france", "organizations/france/"]]) {
    await page.goto(urlOf("aleppo", "search/index.html") + "?q=" + query);
    await page.waitForFunction(() => document.querySelector(".counted").textContent !== "");
    const first = await page.locator(".results li a").first().getAttribute("href");
    if (!first.includes(path)) fail(`search: ${query} finds ${first} first, not ${path}`);
    await page.goto(urlOf("aleppo", "about/index.html"));
    await page.fill("#d-quick", query);
    await page.waitForSelector("#d-jumps:not([hidden]) a, #d-jumps:not([hidden]) [role=option]");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname.includes(path), { timeout: 5000 }).catch(() => fail(`box: ${query} leads to ${page.url()}`));
  }
  await page.context().close();
}

// The keyboard reaches every link and control of a page, in order of the page.
{
  const page = await open();
  for (const name of ["index.html", "positions/index.html", "people/john-kerry/index.html"]) {
    await page.goto(urlOf("aleppo", name));
    await page.waitForLoadState("load");
    const unreachable = await page.evaluate(() => [...document.querySelectorAll("a[href], button, input, select, summary")]
      .filter((e) => e.checkVisibility() && (e.tabIndex < 0 || e.closest("[inert]")) && !e.closest("svg")).map((e) => e.outerHTML.slice(0, 120)));
    for (const e of unreachable.slice(0, 3)) fail(`${name}: the keyboard does not reach ${e}`);
    await page.keyboard.press("Tab");
    equal(`${name}: first is the way past the menu`, await page.evaluate(() => document.activeElement.className), "skip");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    if (outline === "none") fail(`${name}: focus is not seen`);
  }
  await page.context().close();
}
await finish();
