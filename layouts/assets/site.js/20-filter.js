// Narrows the timeline down by kind, people, places, sources and words. What is
// chosen stands in the address, so that it can be kept, sent and gone back to.
whenReady(() => {
  const bar = document.getElementById("d-filter");
  const form = bar && bar.querySelector(".controls");
  if (!form) return;

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/gu, " ").trim();
  const kinds = [...form.querySelectorAll("input[name=kind]")];
  const selects = [...form.querySelectorAll("select")];
  const word = form.querySelector("input[name=word]");
  const output = form.querySelector("output");
  const more = form.querySelector("summary .n");
  const nothing = document.getElementById("d-nothing");
  const boxes = [...document.querySelectorAll(".timeline .month")].map((month) => ({
    month,
    count: month.querySelector("h2 small"),
    days: [...month.querySelectorAll(".day")].map((day) => ({
      day,
      entries: [...day.querySelectorAll(".entry")].map((entry) => ({
        entry,
        marks: new Set((entry.dataset.f || "").split(" ")),
        text: "",
      })),
    })),
  }));
  const all = boxes.flatMap((box) => box.days.flatMap((day) => day.entries));
  // The words of all entries are read when they are first asked for.
  const read = () => {
    for (const e of all) if (!e.text) e.text = fold(e.entry.textContent);
  };

  const apply = () => {
    const hiddenKinds = kinds.filter((box) => !box.checked).map((box) => box.value);
    const marks = selects.filter((s) => s.selectedIndex > 0).map((s) => s.dataset.mark + s.selectedIndex);
    const words = fold(word.value).split(" ").filter(Boolean);
    if (words.length) read();
    const fits = (e) => !hiddenKinds.some((kind) => e.entry.classList.contains(kind)) &&
      marks.every((mark) => e.marks.has(mark)) && words.every((w) => e.text.includes(w));
    let shown = 0;
    for (const { month, days } of boxes) {
      let inMonth = 0;
      for (const { day, entries } of days) {
        let inDay = 0;
        for (const e of entries) {
          e.entry.hidden = !fits(e);
          if (!e.entry.hidden) inDay++;
        }
        day.hidden = inDay === 0;
        inMonth += inDay;
      }
      month.hidden = inMonth === 0;
      shown += inMonth;
    }
    nothing.hidden = shown > 0;
    more.textContent = marks.length ? `(${marks.length})` : "";
    output.textContent = output.dataset.of.replace("{shown}", String(shown)).replace("{all}", String(all.length));
  };

  // The address has what differs from showing everything.
  const write = () => {
    const query = new URLSearchParams(location.search);
    for (const name of ["kind", "word", ...selects.map((s) => s.name)]) query.delete(name);
    const on = kinds.filter((box) => box.checked);
    if (on.length < kinds.length) query.set("kind", on.map((box) => box.value).join(" "));
    for (const s of selects) if (s.value) query.set(s.name, s.value);
    if (word.value.trim()) query.set("word", word.value.trim());
    const text = query.toString();
    history.replaceState(history.state, "", (text ? "?" + text : location.pathname) + location.hash);
  };
  const readAddress = () => {
    const query = new URLSearchParams(location.search);
    const on = query.has("kind") ? query.get("kind").split(" ") : null;
    for (const box of kinds) box.checked = !on || on.includes(box.value);
    for (const s of selects) {
      s.value = query.get(s.name) || "";
      if (s.selectedIndex < 0) s.selectedIndex = 0;
    }
    word.value = query.get("word") || "";
    if (selects.some((s) => s.value)) form.querySelector("details").open = true;
  };
  const change = () => {
    apply();
    write();
  };

  const showAll = () => {
    for (const box of kinds) box.checked = true;
    for (const s of selects) s.selectedIndex = 0;
    word.value = "";
    change();
  };

  form.addEventListener("input", change);
  form.querySelector("button").addEventListener("click", showAll);
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.target !== word || !word.value) return;
    event.preventDefault();
    word.value = "";
    change();
  });
  addEventListener("popstate", () => {
    readAddress();
    apply();
  });
  readAddress();
  form.hidden = false;
  apply();

  // What is linked to is shown, whatever is chosen.
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const place = target && target.closest(".month");
    if (!place || !(target.closest("[hidden]") || place.hidden)) return;
    showAll();
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  // The headings stick below the bar, however high it is.
  if ("ResizeObserver" in window) {
    new ResizeObserver(() => {
      document.documentElement.style.setProperty("--filter", `${bar.offsetHeight}px`);
    }).observe(bar);
  }
});
