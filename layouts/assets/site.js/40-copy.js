// A text that is there to be copied gets a button. Where the browser does not
// let a page write to the clipboard, the text is selected instead.
{
  const select = (text) => {
    getSelection().selectAllChildren(text);
    return document.execCommand("copy");
  };
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text.textContent.trim());
      return true;
    } catch {
      return select(text);
    }
  };
  whenReady(() => {
    for (const text of document.querySelectorAll("[data-copy]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = text.dataset.copy;
      const said = document.createElement("output");
      button.addEventListener("click", async () => {
        said.textContent = (await copy(text)) ? text.dataset.copied : "";
      });
      text.after(button, said);
    }
  });
}
