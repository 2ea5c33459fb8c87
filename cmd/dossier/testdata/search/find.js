// Runs the search of the pages without a browser: TestSearchInJavaScript gives
// it the folder of a site and queries, and gets the titles that they find.
"use strict";
const fs = require("fs");
const path = require("path");
const vm = require("vm");

const [, , site, assets] = process.argv;
const queries = JSON.parse(fs.readFileSync(0, "utf8"));

// A script that is added to the page runs, or fails, a moment later.
const append = (script) => setImmediate(() => {
  const file = path.join(site, new URL(script.src).pathname);
  if (!fs.existsSync(file)) return script.onerror();
  try {
    vm.runInContext(fs.readFileSync(file, "utf8"), page);
  } catch { /* a browser tells the console, and goes on */ }
  return script.onload();
});
const page = vm.createContext({
  URL, Set, Map, siteRoot: "file:///", setTimeout, clearTimeout,
  document: { createElement: () => ({ remove() {} }), head: { append } },
});
vm.runInContext("const window = globalThis;", page);
for (const name of ["50-search-words.js", "50-search.js"]) {
  vm.runInContext(fs.readFileSync(path.join(assets, name), "utf8"), page);
}
const { find, describeAll } = vm.runInContext("dossierSearching", page);

(async () => {
  const out = [];
  for (const { query, kind, names } of queries) {
    const accepts = (index, p) => !kind || index.kinds[index.kindOf[p]][0] === kind;
    const found = await find(query, accepts, names);
    const items = await describeAll(found, 0, 10);
    out.push({
      titles: items.map((item) => item.title), whole: found.whole, failed: [...found.notes.failed],
    });
  }
  process.stdout.write(JSON.stringify(out));
})();
