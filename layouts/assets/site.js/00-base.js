// dossier: what a page needs a script for. It is whole without it.
"use strict";

// The script runs as soon as it is there, which may be before the page is, and
// nothing is shown before it has run: so colours are right from the beginning.
// What needs the page waits for it.
const whenReady = (run) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
  else run();
};

// The address of the root of the site, from that of this script in assets/.
const siteRoot = new URL("../", document.currentScript.src).href;
