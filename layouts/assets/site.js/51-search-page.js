// The page of the search.
whenReady(() => {
  const page = document.querySelector(".searching");
  if (!page) return;
  const { loadIndex, wordsOf, find, describeAll, marked, otherName, warnings, hidden, element, fill, joined, setLanguage, address, later, longest } = dossierSearching;
  const atOnce = 10; // results

  const resultOf = (found, item) => {
    const link = setLanguage(element("a", { href: address(item.href) }, ...marked(item.title, found.words)), item.lang);
    const li = element("li", {}, element("p", { className: "title" }, link),
      element("p", { className: "kick" }, element("b", { textContent: item.kind }), " ",
        ...joined([item.note, item.date].filter(Boolean).map((text) => element("span", { textContent: text })), " ")));
    if (otherName(found, item)) li.append(element("p", { className: "note" }, setLanguage(element("bdi", {}, ...marked(item.names, found.words)), "")));
    if (item.summary) li.append(setLanguage(element("p", { className: "around" }, ...marked(item.summary, found.words)), item.lang));
    const terms = hidden(found, item);
    if (terms.length) {
      li.append(element("p", { className: "note" }, `${found.index.words.text} `,
        ...joined(terms.map((term) => element("mark", { textContent: term })), ", ")));
    }
    return li;
  };

  // Moves the focus with the arrow keys through elements.
  const step = (list, event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const at = list.indexOf(document.activeElement);
    const next = list[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  const form = page.querySelector("form");
  const input = form.querySelector("input");
  const status = page.querySelector("[role=status]");
  const missing = page.querySelector(".missing");
  const list = element("ol", { className: "results" });
  const more = element("button", { type: "button", className: "quiet", hidden: true });
  const advice = element("p", { className: "empty", hidden: true });
  const limits = new Map(); // name of a limit to its select
  page.append(advice, list, more);
  form.hidden = false;

  const choose = (name, label, any, options, value) => {
    const select = element("select", { name }, new Option(any, ""), ...options.map(([key, text]) => new Option(text, key)));
    select.value = value || "";
    if (select.selectedIndex < 0) select.value = "";
    limits.set(name, select);
    return element("label", {}, `${label} `, select);
  };
  const addLimits = (index, state) => {
    const w = index.words;
    const fields = element("p", { className: "limits" }, choose("kind", w.kind, w.any_kind, index.kinds, state.get("kind")));
    if (index.years.length > 1) {
      fields.append(" ", choose("from", w.from, w.any_year, index.years, state.get("from")), " ",
        choose("to", w.to, w.any_year, index.years, state.get("to")));
    }
    form.append(fields);
    fields.addEventListener("change", () => run(true));
  };
  const limit = (name) => limits.get(name)?.value || "";
  const accepts = (index, p) => {
    const year = index.yearOf[p];
    if (limit("kind") && index.kinds[index.kindOf[p]][0] !== limit("kind")) return false;
    if ((limit("from") || limit("to")) && year === null) return false;
    return !(limit("from") && year < Number(limit("from"))) && !(limit("to") && year > Number(limit("to")));
  };

  const remember = (push) => {
    const url = new URL(location.href);
    for (const [name, value] of [["q", input.value.trim()], ...[...limits.keys()].map((name) => [name, limit(name)])]) {
      if (value) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    url.hash = "";
    if (url.href === location.href) return;
    try {
      history[push ? "pushState" : "replaceState"](null, "", url);
    } catch { /* some browsers keep the address of a file as it is */ }
  };

  const say = (...sentences) => status.replaceChildren(...joined(sentences.filter(Boolean), " "));
  const clear = () => {
    list.replaceChildren();
    more.hidden = advice.hidden = true;
  };
  const show = async (found, from, mine) => {
    const w = found.index.words;
    const items = await describeAll(found, from, from + atOnce);
    if (mine !== current) return;
    if (from === 0) clear();
    list.append(...items.map((item) => resultOf(found, item)));
    const shown = Math.min(from + atOnce, found.pages.length);
    more.hidden = shown >= found.pages.length;
    more.textContent = w.more;
    more.onclick = async () => {
      await show(found, shown, mine);
      list.querySelectorAll(".title a")[shown]?.focus();
    };
    say(found.whole ? "" : w.some, fill(more.hidden ? w.found : w.shown, found.pages.length, shown),
      ...warnings(found));
  };
  const showNone = (found, query) => {
    clear();
    const w = found.index.words;
    const limited = [...limits.keys()].some(limit);
    say(fill(limited ? w.none_here : w.none, query), ...warnings(found));
    advice.textContent = w.advice;
    advice.hidden = limited;
  };

  let current = 0; // the search whose results are to be shown
  const run = async (push) => {
    const mine = ++current;
    const query = input.value.trim();
    try {
      const index = await loadIndex();
      if (mine !== current) return;
      missing.hidden = true;
      if (!limits.size) addLimits(index, new URLSearchParams(location.search));
      remember(push);
      if (!wordsOf(query).length) {
        clear();
        return say("");
      }
      if (!list.firstChild) say(index.words.busy);
      const found = await find(query, accepts, false);
      if (mine !== current) return;
      if (found.pages.length) await show(found, 0, mine);
      else showNone(found, [...query].slice(0, longest).join(""));
    } catch {
      if (mine !== current) return;
      clear();
      say("");
      missing.hidden = false;
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run(true);
  });
  input.addEventListener("input", later(() => run(false), 120));
  input.addEventListener("focus", () => loadIndex().catch(() => {}), { once: true });
  page.addEventListener("keydown", (event) => {
    if (event.isComposing || event.target.matches("select")) return;
    const stops = [input, ...list.querySelectorAll(".title a")];
    if (event.key === "Escape" && document.activeElement !== input) input.focus();
    else step(stops, event);
  });
  const restore = () => {
    const state = new URLSearchParams(location.search);
    input.value = state.get("q") || "";
    for (const [name, select] of limits) select.value = state.get(name) || "";
    if (input.value || list.firstChild) run(false);
  };
  addEventListener("popstate", restore);
  restore();
  if (!input.value) input.focus({ preventScroll: true });
});
