// A few lines on a person, an organization or a position, where a link leads to
// one: after a moment under the pointer, or at once with the keyboard. The
// lines come from data/previews/, in the order of a hash of the address.
const dossierPreviews = (() => {
  const files = Number(document.currentScript.dataset.previews || 0);
  const delay = 200;
  const lines = new Map(); // by address, once its file is there
  const asked = new Map(); // by number of the file, what waits for it
  let shown = null;
  let timer = 0;

  // The part of an address that names a page with a preview; "" for others.
  const pathOf = (link) => {
    if (!link.href.startsWith(siteRoot) || link.closest("nav, .preview")) return "";
    const path = link.href.slice(siteRoot.length).replace(/[?#].*$/u, "").replace(/index\.html$/u, "");
    if (!/^(?:people|organizations|positions)\/[^/]+\/$/u.test(path)) return "";
    const here = location.href.replace(/[?#].*$/u, "").replace(/index\.html$/u, "");
    return siteRoot + path === here ? "" : path;
  };
  const hash = (text) => {
    let h = 0x811C9DC5;
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    return h >>> 0;
  };

  const load = (number) => {
    if (asked.has(number)) return asked.get(number).done;
    const ask = {};
    ask.done = new Promise((resolve) => { ask.resolve = resolve; });
    asked.set(number, ask);
    const script = document.createElement("script");
    script.src = `${siteRoot}data/previews/${String(number).padStart(3, "0")}.js`;
    script.addEventListener("error", () => ask.resolve());
    document.head.append(script);
    return ask.done;
  };
  const receive = (number, list) => {
    for (const [path, ...rest] of list) lines.set(path, rest);
    if (asked.has(number)) asked.get(number).resolve();
  };

  const hide = () => {
    clearTimeout(timer);
    if (!shown) return;
    shown.link.removeAttribute("aria-describedby");
    shown.box.remove();
    shown = null;
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, 250);
  };
  const element = (name, className, text) => {
    const e = document.createElement(name);
    if (className) e.className = className;
    e.textContent = text;
    return e;
  };
  // Below the link where there is room, else above it; within the window.
  const put = (box, link) => {
    const at = link.getClientRects()[0] || link.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(at.left, width - box.offsetWidth - 8));
    const above = at.top - box.offsetHeight - 6;
    const top = at.bottom + 6 + box.offsetHeight > innerHeight && above > 0 ? above : at.bottom + 6;
    box.style.translate = `${left + scrollX}px ${top + scrollY}px`;
  };
  const show = (link, path) => {
    const found = lines.get(path);
    if (!found || !link.isConnected) return;
    hide();
    const [kind, title, lang, dir, texts] = found;
    const box = element("div", "preview", "");
    box.id = "d-preview";
    box.setAttribute("role", "tooltip");
    const name = element("p", "title", title);
    if (lang) name.lang = lang;
    if (dir) name.dir = dir;
    box.append(element("p", "kick", kind), name, ...texts.map((text) => element("p", "", text)));
    document.body.append(box);
    put(box, link);
    link.setAttribute("aria-describedby", box.id);
    shown = { link, box };
  };
  const want = (link, wait) => {
    const path = pathOf(link);
    if (!path || !files) return;
    clearTimeout(timer);
    if (shown && shown.link === link) return;
    const loaded = load(hash(path) % files);
    let gone = false;
    const leave = () => {
      gone = true;
      later();
    };
    link.addEventListener("pointerleave", leave, { once: true });
    link.addEventListener("blur", leave, { once: true });
    timer = setTimeout(() => loaded.then(() => { if (!gone) show(link, path); }), wait);
  };
  const linkAt = (event) => event.target instanceof Element && event.target.closest("a[href]");

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    if (shown && shown.box.contains(event.target)) {
      clearTimeout(timer);
      return;
    }
    const link = linkAt(event);
    if (link) want(link, delay);
    else if (shown) later();
  });
  document.addEventListener("focusin", (event) => {
    const link = linkAt(event);
    if (link && link.matches(":focus-visible")) want(link, 0);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  document.addEventListener("click", hide);
  return receive;
})();
