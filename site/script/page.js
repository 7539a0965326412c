// What every page does before anything else: the theme, the menu, and the mark of
// the section one is reading. A classic script, so that it works on file:// too.
(() => {
  const root = document.documentElement;
  const key = "faultlab-theme";

  // Storage is a convenience: in a sandbox or with cookies off, it throws.
  function remembered() {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }
  function remember(theme) {
    try {
      localStorage.setItem(key, theme);
    } catch {
      /* The choice holds for this page. */
    }
  }

  const systemDark = matchMedia("(prefers-color-scheme: dark)");
  const saved = remembered();
  if (saved === "light" || saved === "dark") root.dataset.theme = saved;
  const isDark = () => (root.dataset.theme ?? (systemDark.matches ? "dark" : "light")) === "dark";

  function setUpTheme() {
    const button = document.querySelector("[data-theme-toggle]");
    const label = button.querySelector("[data-theme-label]");
    const describe = () => {
      label.textContent = isDark() ? "Use the light theme" : "Use the dark theme";
    };
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      remember(root.dataset.theme);
      describe();
    });
    systemDark.addEventListener("change", describe);
    describe();
  }

  function setUpMenu() {
    const menu = document.querySelector(".menu");
    addEventListener("click", (event) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }

  // The section whose heading was passed last is the current one.
  function setUpRail() {
    const links = [...document.querySelectorAll(".rail a")];
    if (!links.length) return;
    const headings = links.map((a) => document.getElementById(decodeURIComponent(a.hash.slice(1))));
    let waiting = false;
    const mark = () => {
      waiting = false;
      const passed = headings.findLastIndex((h) => h.getBoundingClientRect().top < innerHeight * 0.3);
      links.forEach((a, i) => {
        if (i === passed) a.setAttribute("aria-current", "true");
        else a.removeAttribute("aria-current");
      });
    };
    addEventListener(
      "scroll",
      () => {
        if (!waiting) requestAnimationFrame(mark);
        waiting = true;
      },
      { passive: true },
    );
    mark();
  }

  // What is too wide for its place scrolls there, and so it must be possible to focus it.
  function setUpScrollers() {
    const scrollers = [...document.querySelectorAll("pre, .table, .formula")];
    for (const one of document.querySelectorAll(".table")) {
      const hint = document.createElement("p");
      hint.className = "table-hint";
      hint.textContent = "The table goes on to the right: scroll it, or use the arrow keys when it has the focus.";
      one.after(hint);
    }
    const mark = () => {
      for (const one of scrollers) {
        const wide = one.scrollWidth > one.clientWidth;
        if (wide) one.tabIndex = 0;
        else one.removeAttribute("tabindex");
        // What can be focused says what it is.
        if (!one.matches(".table")) continue;
        const caption = one.closest("figure")?.querySelector("figcaption .label")?.textContent;
        if (wide) one.setAttribute("role", "group");
        else one.removeAttribute("role");
        if (wide) one.setAttribute("aria-label", `${caption ?? "Table"}, to be scrolled`);
        else one.removeAttribute("aria-label");
      }
    };
    addEventListener("resize", mark);
    document.fonts.ready.then(mark);
    mark();
  }

  // An address that opens a run in a figure leads to that figure, which is all that a browser can't do by itself.
  function setUpFigureLinks() {
    const lead = () => {
      const [id, run] = location.hash.slice(1).split("=");
      if (!run) return;
      // A figure inside of an instrument has the instrument's id and "-run".
      const meant = [id, id.replace(/-run$/, "")].map((one) => document.getElementById(decodeURIComponent(one)));
      meant.find(Boolean)?.scrollIntoView({ block: "nearest" });
    };
    addEventListener("hashchange", lead);
    lead();
  }

  // Part of the folder is missing: the same advice as when all of it is.
  addEventListener(
    "error",
    (event) => {
      if (!event.target?.matches?.("script[data-needed]")) return;
      addEventListener("DOMContentLoaded", () => document.querySelector(".extract-first")?.classList.add("shown"));
    },
    true,
  );

  addEventListener("DOMContentLoaded", () => {
    setUpTheme();
    setUpMenu();
    setUpRail();
    setUpScrollers();
    setUpFigureLinks();
  });
})();
