// From a disk nobody opens the index.html of a folder: a link to a folder would
// show a list of files. The address is changed and the browser follows it, in
// whichever window was asked for.
if (location.protocol === "file:") {
  const open = (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    if (!link) return;
    const url = new URL(link.getAttribute("href"), document.baseURI);
    if (url.protocol !== "file:" || !url.pathname.endsWith("/")) return;
    url.pathname += "index.html";
    link.setAttribute("href", url.href);
  };
  document.addEventListener("click", open);
  document.addEventListener("auxclick", open);
}
