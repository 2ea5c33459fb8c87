// The box at the top of every page: it jumps to pages by name, and hands other
// words to the page of the search, as the form does without a script.
whenReady(() => {
  const form = document.querySelector(".masthead form.search");
  if (!form) return;
  const { loadIndex, wordsOf, find, describeAll, marked, otherName, element, fill, setLanguage, address, later } = dossierSearching;
  const suggested = 7;

  const input = form.querySelector("input");
  const list = element("div", { className: "jumps", id: "d-jumps", hidden: true });
  const status = element("p", { className: "vh" });
  status.setAttribute("role", "status");
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent || "");
  for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", list.id], ["aria-autocomplete", "list"]]) {
    input.setAttribute(name, value);
  }
  form.append(list, status);
  let active = -1;
  let current = 0;

  const options = () => [...list.children];
  const close = () => {
    current++;
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (at) => {
    const all = options();
    active = (at + all.length + 1) % (all.length + 1); // the last place is the box itself
    all.forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
    if (all[active]) {
      input.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    } else {
      active = -1;
      input.removeAttribute("aria-activedescendant");
    }
  };
  const option = (i, href, ...children) => {
    const a = element("a", { id: `d-jump-${i}`, href, tabIndex: -1 }, ...children);
    a.setAttribute("role", "option");
    a.setAttribute("aria-selected", "false");
    return a;
  };
  const all = (query) => {
    const url = new URL(address(form.getAttribute("action") && form.action));
    url.searchParams.set("q", query);
    return url.href;
  };
  const run = async () => {
    const mine = ++current;
    const query = input.value.trim();
    if (!wordsOf(query).length) return close();
    try {
      const found = await find(query, () => true, true);
      const items = found.whole ? await describeAll(found, 0, suggested) : [];
      if (mine !== current || document.activeElement !== input) return undefined;
      const short = [...query].slice(0, 60).join("");
      list.replaceChildren(
        ...items.map((item, i) => option(i, address(item.href),
          setLanguage(element("b", {}, ...marked(item.title, found.words)), item.lang), " ",
          element("small", { textContent: [item.kind, item.note, item.date].filter(Boolean).join(" · ") }),
          ...(otherName(found, item) ? [" ", element("small", {}, ...marked(item.names, found.words))] : []))),
        option(items.length, all(query), fill(found.index.words.all, short)));
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      choose(-1);
      status.textContent = fill(found.index.words.suggestions, items.length);
    } catch {
      close(); // the page of the search says what is wrong
    }
    return undefined;
  };

  input.addEventListener("focus", () => loadIndex().catch(() => {}));
  input.addEventListener("input", later(run, 80));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      if (list.hidden) input.blur();
      else event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) run();
      else choose(active < 0 && event.key === "ArrowUp" ? options().length - 1 : active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && options()[active] && !list.hidden) {
      event.preventDefault();
      options()[active].click();
    }
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(all(input.value.trim()));
  });

  // The key / leads to the box, or on the page of the search to its own.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const target = document.querySelector(".searching input") || input;
    if (!target.getClientRects().length) return;
    event.preventDefault();
    target.focus();
    target.select();
  });
});
