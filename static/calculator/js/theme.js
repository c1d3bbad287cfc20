// Sets the chosen theme before anything is painted; without a choice the system's holds.
(() => {
  try {
    const kept = localStorage.getItem("theme");
    if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
  } catch {
    // Storage is switched off: the system's theme holds.
  }

  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";

  addEventListener("DOMContentLoaded", () => {
    // One in the header, and one in its menu on a phone.
    const toggles = document.querySelectorAll("[data-theme-toggle]");
    // The button says what it does; a button that changes its words has no pressed state.
    const show = () => {
      const other = isDark() ? "Light" : "Dark";
      for (const toggle of toggles) {
        toggle.textContent = other;
        toggle.setAttribute("aria-label", `${other} theme`);
        toggle.hidden = false;
      }
    };
    const tell = () => document.dispatchEvent(new Event("themechange"));
    show();
    const turn = () => {
      const theme = isDark() ? "light" : "dark";
      document.documentElement.dataset.theme = theme;
      try {
        localStorage.setItem("theme", theme);
      } catch {
        // The choice then lasts as long as the page.
      }
      show();
      tell();
    };
    for (const toggle of toggles) toggle.addEventListener("click", turn);
    // Paper is white, and a chart keeps the colors that it was drawn in.
    let onScreen;
    addEventListener("beforeprint", () => {
      onScreen = document.documentElement.dataset.theme ?? "";
      document.documentElement.dataset.theme = "light";
      tell();
    });
    addEventListener("afterprint", () => {
      if (onScreen) document.documentElement.dataset.theme = onScreen;
      else delete document.documentElement.dataset.theme;
      tell();
    });
    system.addEventListener("change", () => {
      show();
      tell();
    });
  });
})();
