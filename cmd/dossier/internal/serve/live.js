// dossier serve: shows what is wrong, and keeps the page up to date. It is added
// to pages as they are served and is no part of the site. Whatever comes from
// the dossier is put into the page as text.
"use strict";
(() => {
  const script = document.currentScript;
  const home = new URL(".", script.src);
  const place = `dossier-live ${location.pathname}`; // where this page is remembered
  let look = script.dataset.look;
  let source = null;
  let later = 0;

  // The stream is open while the tab is seen: a browser has few connections for
  // one server, and a tab that comes back says what it shows, and is told.
  const open = () => {
    clearTimeout(later);
    if (source || document.hidden) return;
    const url = new URL("events", home);
    url.searchParams.set("path", location.pathname);
    url.searchParams.set("text", script.dataset.text);
    url.searchParams.set("look", look);
    const stream = source = new EventSource(url);
    stream.addEventListener("message", (event) => take(JSON.parse(event.data)));
    stream.addEventListener("error", () => {
      // A lost connection is made again by the browser, a refused one is not.
      if (stream !== source || stream.readyState !== EventSource.CLOSED) return;
      close();
      later = setTimeout(open, 3000);
    });
  };
  const close = () => {
    clearTimeout(later);
    if (source) source.close();
    source = null;
  };

  const take = (message) => {
    if (message.reload) {
      close();
      remember();
      location.reload();
      return;
    }
    if (message.styles) restyle(message.styles, message.look);
    report(message);
  };

  // A new style sheet takes the place of the old one when it is there, so that
  // the page is never without.
  const sheets = [...document.querySelectorAll("link[rel=stylesheet]")];
  const restyle = (styles, now) => {
    if (now === look) return;
    look = now;
    styles.forEach((address, i) => {
      const old = sheets[i];
      if (!old) return;
      const url = new URL(address, document.baseURI);
      url.searchParams.set("look", now); // for one without a hash in its name
      const next = old.cloneNode();
      next.href = url.href;
      const gone = () => old.remove();
      next.addEventListener("load", gone);
      next.addEventListener("error", gone);
      old.after(next);
      sheets[i] = next;
    });
  };

  // What the reader has done to the page outlives a reload: where it stands,
  // what is unfolded, filled in and chosen. Parts are known by what they are
  // called, as their number may have changed.
  const fields = () => [...document.querySelectorAll("input:not([type=hidden], [type=file], [type=password]), select, textarea")];
  const folds = () => [...document.querySelectorAll("details")];
  const called = (element) => [element.id, element.name, element.type === "checkbox" || element.type === "radio" ? element.value : "",
    element.getAttribute("aria-label"), element.localName === "details" ? element.querySelector("summary")?.textContent : ""].join(" ");
  const state = (element) => {
    if (element.localName === "details") return element.open;
    return element.type === "checkbox" || element.type === "radio" ? element.checked : element.value;
  };

  const remember = () => {
    const top = [...document.querySelectorAll("main [id]")].find((element) => {
      const box = element.getBoundingClientRect();
      return box.height > 0 && box.top >= 0;
    });
    const kept = {
      x: scrollX, y: scrollY,
      anchor: scrollY > 0 && top ? top.id : "",
      offset: top ? top.getBoundingClientRect().top : 0,
      parts: [...folds(), ...fields()].map((element) => [called(element), state(element)]),
      focus: fields().includes(document.activeElement) ? called(document.activeElement) : "",
    };
    try {
      sessionStorage.setItem(place, JSON.stringify(kept));
      history.scrollRestoration = "manual";
    } catch {
      // No storage: the browser does what it can.
    }
  };

  const restore = () => {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(place));
      sessionStorage.removeItem(place);
    } catch {
      return;
    }
    if (!kept) return;
    for (const element of [...folds(), ...fields()]) {
      const i = kept.parts.findIndex(([name]) => name === called(element));
      if (i < 0) continue;
      const [[, was]] = kept.parts.splice(i, 1);
      if (was === state(element)) continue;
      if (element.localName === "details") element.open = was;
      else if (typeof was === "boolean") element.checked = was;
      else element.value = was;
      if (element.localName === "details") continue;
      element.dispatchEvent(new Event("input", { bubbles: true }));
      element.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (kept.focus) fields().find((element) => called(element) === kept.focus)?.focus({ preventScroll: true });
    const stand = () => {
      const anchor = kept.anchor && document.getElementById(kept.anchor);
      const top = anchor ? scrollY + anchor.getBoundingClientRect().top - kept.offset : kept.y;
      scrollTo({ left: kept.x, top, behavior: "instant" });
    };
    stand();
    addEventListener("load", () => {
      stand();
      // Not at once: the browser would go where the page stood before.
      setTimeout(() => { history.scrollRestoration = "auto"; }, 500);
    }, { once: true });
  };

  // The list of problems stands above the page, in a shadow tree, where the
  // site's style sheets do not reach it nor its own the site.
  let host = null;
  const report = ({ problems, more, built }) => {
    if (!problems) {
      host?.remove();
      host = null;
      return;
    }
    const panel = list(problems, more || 0, built);
    if (host) {
      const old = host.shadowRoot.querySelector("details");
      panel.open = old.open;
      old.replaceWith(panel);
      return;
    }
    host = document.createElement("dossier-problems");
    host.lang = "en";
    host.dir = "ltr";
    host.hidden = true; // until it has its style sheet
    const root = host.attachShadow({ mode: "open" });
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = new URL("live.css", home).href;
    const shown = host;
    sheet.addEventListener("load", () => { shown.hidden = false; });
    sheet.addEventListener("error", () => { shown.hidden = false; });
    root.append(sheet, panel);
    document.body.prepend(host);
  };

  const element = (name, className, ...children) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children); // strings become text
    return made;
  };

  const list = (problems, more, built) => {
    const count = problems.length + more;
    const title = element("h2", "", `${count} ${count === 1 ? "problem" : "problems"} in the content`);
    const panel = element("details", "panel", element("summary", "", title));
    panel.open = true;
    const note = element("p", "", built
      ? `The page below is the last good build, of ${new Date(built).toLocaleTimeString("en-GB")}. This panel goes when the problems are solved.`
      : "No build has been good so far. This panel goes when the problems are solved.");
    note.setAttribute("role", "status");
    panel.append(note);
    const items = element("ol", "");
    for (const problem of problems) {
      const item = element("li", "", element("p", "at", problem.at || "dossier"), element("p", "msg", problem.message));
      if (problem.excerpt) {
        const excerpt = element("pre", "", element("code", "", problem.excerpt));
        excerpt.tabIndex = 0; // to be scrolled by keyboard
        item.append(excerpt);
      }
      if (problem.hint) item.append(element("p", "hint", problem.hint));
      items.append(item);
    }
    panel.append(items);
    if (more) panel.append(element("p", "", `${more} more are listed in the terminal.`));
    return panel;
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  restore();
  open();
})();
