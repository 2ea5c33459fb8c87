// What the page of the search and the box on every page have in common: loading
// the index, finding pages in it, writing what was found. Which files there are
// is written in cmd/dossier/internal/render/search.go. Texts reach the page as
// text nodes only.
const dossierSearching = (() => {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const longest = 200; // characters of a query that are looked at
  const mostWords = 8; // of a query
  const mostParts = 3; // of the index for one word

  // --- loading ---------------------------------------------------------

  const loading = new Map(); // name of a part to the promise of what it holds
  const waiting = new Map(); // name of a part to what takes it
  let version = "";

  // Every part is a script that calls this.
  window.dossierSearch = (name, itsVersion, data) => {
    const take = waiting.get(name);
    if (take) take(itsVersion, data);
  };

  const fetchPart = (name) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const fail = (reason) => {
      loading.delete(name); // the next search tries again
      waiting.delete(name);
      script.remove();
      reject(new Error(reason));
    };
    waiting.set(name, (itsVersion, data) => {
      if (name === "index") version = itsVersion;
      if (itsVersion !== version) return fail("old");
      waiting.delete(name);
      return resolve(data);
    });
    script.onload = () => (waiting.has(name) ? fail("broken") : script.remove());
    script.onerror = () => fail("missing");
    script.src = `${siteRoot}data/search/${name}.js${version && `?v=${version}`}`;
    document.head.append(script);
  });

  const load = (name) => {
    if (!loading.has(name)) loading.set(name, fetchPart(name));
    return loading.get(name);
  };

  // The index with the kind and year of every page.
  const loadIndex = async () => {
    const index = await load("index");
    if (!index.kindOf) {
      index.kindOf = index.runs.flatMap(([count, kind]) => Array(count).fill(kind));
      index.yearOf = index.runs.flatMap(([count, , year]) => Array(count).fill(year));
    }
    return index;
  };

  // --- finding ---------------------------------------------------------

  // Compares by code points, as the parts are sorted; < compares by halves of them.
  const compare = (a, b) => {
    const x = [...a];
    const y = [...b];
    for (let i = 0; i < x.length && i < y.length; i++) {
      if (x[i] !== y[i]) return x[i].codePointAt(0) - y[i].codePointAt(0);
    }
    return x.length - y.length;
  };

  // A single letter stands for itself only, but in scripts that do not part words.
  const isBeginning = (form) => [...form].length > 1 || dossierWords.unspaced.test(form);
  const fits = (form, term) => term === form || (isBeginning(form) && term.startsWith(form));

  const decode = (numbers) => {
    const pages = [];
    let page = 0;
    let value = 0;
    let shift = 0;
    for (const c of numbers) {
      const digit = digits.indexOf(c);
      value |= (digit & 31) << shift;
      shift += 5;
      if (digit < 32) {
        page += value;
        pages.push(page);
        value = 0;
        shift = 0;
      }
    }
    return pages;
  };

  // Returns the terms of one kind of part that a form of a word fits.
  const termsOf = async (kind, first, form, notes) => {
    let from = first.findLastIndex((term) => compare(term, form) <= 0);
    const to = first.findLastIndex((term) => compare(term, form) <= 0 || fits(form, term));
    if (to < 0) return [];
    from = Math.max(from, 0);
    if (to - from >= mostParts) notes.many.add(form);
    const found = [];
    for (const part of await Promise.allSettled(
      first.slice(from, Math.min(to + 1, from + mostParts)).map((_, i) => load(`${kind}-${from + i}`)))) {
      if (part.status === "rejected") {
        notes.failed.add(part.reason.message);
        continue;
      }
      for (const entry of part.value.split("|")) {
        const space = entry.indexOf(" ");
        const term = entry.slice(0, space);
        if (space > 0 && fits(form, term)) found.push({ term, exact: term === form, pages: decode(entry.slice(space + 1)) });
      }
    }
    return found;
  };

  const termsOfWord = async (kind, first, forms, notes) =>
    (await Promise.all(forms.map((form) => termsOf(kind, first, form, notes)))).flat();

  const allWordsOf = (query) => dossierWords.words([...query.slice(0, 2 * longest)].slice(0, longest).join(""));
  const wordsOf = (query) => {
    const words = new Map();
    for (const forms of allWordsOf(query)) {
      if (words.size < mostWords) words.set(forms[0], forms);
    }
    return [...words.values()];
  };

  // Returns the pages that are called as the query says, with how well: 2 if
  // that is the title, 1 if it is another name. See package search, wholeMark.
  const calledSo = async (first, query) => {
    const called = new Map();
    const words = allWordsOf(query);
    if (!words.length || words.length > mostWords) return called;
    const whole = words.map((forms) => `${forms[0]}_`).join("");
    for (const hit of await termsOf("names", first, whole, { many: new Set(), failed: new Set() })) {
      const fit = hit.exact ? 2 : Number(hit.term === `${whole}_`);
      for (const page of hit.pages) if (fit > (called.get(page) || 0)) called.set(page, fit);
    }
    return called;
  };

  // Finds pages: those with most of the words, and of these first the ones that
  // are called so, then those that have the words in a title or name, then by
  // number. Accepts says which pages may be found; with names only, texts are
  // left out.
  const find = async (query, accepts, namesOnly) => {
    const index = await loadIndex();
    // Who types the beginning of a name does not mean an article with that word.
    const bonus = (page) => !namesOnly || index.kinds[index.kindOf[page]][0] !== "article";
    const words = wordsOf(query);
    const notes = { many: new Set(), failed: new Set() };
    const score = new Map(); // page to how many words it has, and how well its names fit
    const inTexts = [];
    await Promise.all(words.map(async (forms) => {
      const [names, texts] = await Promise.all([
        termsOfWord("names", index.names, forms, notes),
        namesOnly ? [] : termsOfWord("texts", index.texts, forms, notes),
      ]);
      const best = new Map();
      for (const hit of texts) for (const page of hit.pages) best.set(page, 0);
      for (const hit of names) {
        for (const page of hit.pages) best.set(page, Math.max(best.get(page) || 0, hit.exact && bonus(page) ? 2 : 1));
      }
      for (const [page, fit] of best) {
        const s = score.get(page) || { words: 0, fit: 0 };
        score.set(page, { words: s.words + 1, fit: s.fit + fit });
      }
      inTexts.push({ forms, texts });
    }));
    const called = await calledSo(index.names, query);
    const whole = (page) => called.get(page) || 0;
    let most = 0;
    for (const [page, s] of score) if (accepts(index, page)) most = Math.max(most, s.words);
    const pages = [...score.keys()].filter((page) => score.get(page).words === most && accepts(index, page));
    pages.sort((a, b) => whole(b) - whole(a) || score.get(b).fit - score.get(a).fit || a - b);
    return { index, words, pages, notes, inTexts, whole: most === words.length };
  };

  // Returns what is known of one page.
  const describe = async (index, page) => {
    const list = await load(`pages-${Math.floor(page / index.size)}`);
    const [title, href, date = "", summary = "", names = "", lang = "", note = ""] = list[page % index.size];
    return { page, title, href, date, summary, names, lang, note, kind: index.kinds[index.kindOf[page]][1] };
  };

  const describeAll = async (found, from, to) => {
    const pages = await Promise.allSettled(found.pages.slice(from, to).map((page) => describe(found.index, page)));
    for (const p of pages) if (p.status === "rejected") found.notes.failed.add(p.reason.message);
    return pages.filter((p) => p.status === "fulfilled").map((p) => p.value);
  };

  // --- writing ---------------------------------------------------------

  const fill = (text, ...values) => (text || "").replace(/\{(\d)\}/gu, (all, i) => values[i] ?? all);
  const element = (name, properties, ...children) => {
    const e = Object.assign(document.createElement(name), properties);
    e.append(...children);
    return e;
  };
  const address = (href) => {
    const url = new URL(href, siteRoot);
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    return url.href;
  };

  const wordsInText = /[\p{L}\p{N}\p{M}'’‘ʼʻʾʿ′\u2010\u2011\u00AD-]+/gu;
  const matches = (words, text) => dossierWords.words(text).some((w) => w.some((term) =>
    words.some((forms) => forms.some((form) => fits(form, term)))));

  // Returns the parts of a text, those that fit a word as mark elements.
  const marked = (text, words) => {
    const out = [];
    let plain = "";
    const add = (part, hit) => {
      if (!hit) {
        plain += part;
        return;
      }
      if (plain) out.push(plain);
      plain = "";
      out.push(element("mark", { textContent: part }));
    };
    let end = 0;
    for (const match of text.matchAll(wordsInText)) {
      add(text.slice(end, match.index), false);
      end = match.index + match[0].length;
      if (!dossierWords.unspaced.test(match[0])) {
        add(match[0], matches(words, match[0]));
        continue;
      }
      const letters = [...match[0]];
      let until = 0; // letters up to here are hit
      letters.forEach((letter, i) => {
        if (matches(words, letter + (letters[i + 1] || ""))) until = Math.min(i + 2, letters.length);
        add(letter, i < until);
      });
    }
    add(text.slice(end), false);
    if (plain) out.push(plain);
    return out;
  };

  const setLanguage = (e, lang) => {
    if (lang) e.lang = lang;
    e.dir = "auto";
    return e;
  };

  const joined = (nodes, between) => nodes.flatMap((n, i) => (i ? [between, n] : [n]));

  // Whether a page has a word in another name than the title.
  const otherName = (found, item) => found.words.some((forms) => matches([forms], item.names) && !matches([forms], item.title));

  // The words that are in the text of a page, but not in what is shown of it.
  const hidden = (found, item) => {
    const shown = `${item.title} ${item.names} ${item.summary}`;
    const terms = new Set();
    for (const { forms, texts } of found.inTexts) {
      if (matches([forms], shown)) continue;
      for (const hit of texts) if (terms.size < 5 && hit.pages.includes(item.page)) terms.add(hit.term);
    }
    return [...terms];
  };

  const warnings = (found) => {
    const w = found.index.words;
    const list = [...found.notes.many].map((form) => fill(w.many, form));
    if (found.notes.failed.has("old")) list.push(w.old);
    else if (found.notes.failed.size) list.push(w.failed);
    return list;
  };

  const later = (f, wait) => {
    let timer = 0;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(f, wait);
    };
  };

  return { loadIndex, wordsOf, find, describeAll, marked, otherName, warnings, hidden, element, fill, joined, setLanguage, address, later, longest };
})();
