// Light, dark, or as the system is set. The choice is kept in the browser; where
// that is not allowed it holds for the page.
{
  const key = "dossier-theme";
  const themes = ["light", "dark"];
  const root = document.documentElement;
  const kept = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const keep = (theme) => {
    try {
      if (theme) localStorage.setItem(key, theme);
      else localStorage.removeItem(key);
    } catch {
      // Nothing is kept.
    }
  };
  const show = (theme) => {
    if (themes.includes(theme)) root.dataset.theme = theme;
    else delete root.dataset.theme;
  };

  show(kept());
  whenReady(() => {
    const place = document.querySelector(".theme");
    const choice = place && place.querySelector("select");
    if (!choice) return;
    const mark = () => { choice.value = root.dataset.theme || ""; };
    mark();
    place.hidden = false;
    choice.addEventListener("change", () => {
      keep(choice.value);
      show(choice.value);
    });
    // Another window, or the page again from the browser's memory.
    const again = () => {
      show(kept());
      mark();
    };
    addEventListener("storage", (event) => { if (event.key === key || event.key === null) again(); });
    addEventListener("pageshow", (event) => { if (event.persisted) again(); });
  });
}
