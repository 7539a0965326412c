// What a page does that is being watched: it loads itself again, and says what mistake there is.
//
// It is served beside the pages and is part of none of them.

(() => {
  const mine = new URL(document.currentScript.src).searchParams.get("build");
  const file = location.pathname.split("/").pop() || "index.html";
  const source = new EventSource(`/faultlab-watch/events?page=${encodeURIComponent(file)}`);

  // Whoever has begun to do something here isn't interrupted for a picture that has been drawn anew.
  let busy = false;
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => (busy = true), { once: true });

  const told = {
    hello({ build }) {
      if (build !== mine) location.reload();
    },
    reload() {
      location.reload();
    },
    style() {
      for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
        const next = link.cloneNode();
        next.href = `${link.href.split("?")[0]}?${Date.now()}`;
        next.addEventListener("load", () => link.remove());
        link.after(next);
      }
    },
    page({ file: other, redrawn }) {
      if (other !== file) return;
      if (redrawn && busy) show("Numbers and still pictures of this page have changed.", "", "Load it again");
      else location.reload();
    },
    mistake({ what, text }) {
      if (what) show(what, text);
      else hide();
    },
  };
  source.onmessage = ({ data }) => {
    const { kind, ...rest } = JSON.parse(data);
    told[kind]?.(rest);
  };

  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    section {
      position: fixed; inset: auto 0 0; z-index: 2147483647; box-sizing: border-box; max-height: 60vh; overflow: auto;
      padding: 1rem max(1rem, calc(50vw - 40rem)) 1.25rem; border-top: 3px solid #d4351c;
      background: #1d1b1a; color: #f5f1ea; font: 1rem/1.5 system-ui, sans-serif; box-shadow: 0 -4px 24px #0006;
    }
    section.news { border-top-color: #2f7fc1 }
    header { display: flex; gap: 1rem; align-items: baseline; justify-content: space-between }
    h2 { margin: 0; font-size: 1rem; font-weight: 600 }
    pre { margin: .75rem 0 0; font: .8125rem/1.55 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
    button { flex: none; padding: .25rem .75rem; border: 1px solid #f5f1ea80; border-radius: 4px; background: none;
      color: inherit; font: inherit; font-size: .875rem; cursor: pointer }
    button:hover { background: #f5f1ea1a }
    button:focus-visible { outline: 2px solid #f5f1ea; outline-offset: 2px }
  `);
  root.adoptedStyleSheets = [sheet];

  function show(what, text, action = "Hide") {
    const section = document.createElement("section");
    section.setAttribute("role", "alert");
    section.className = text ? "" : "news";
    const header = section.appendChild(document.createElement("header"));
    header.appendChild(document.createElement("h2")).textContent = what;
    const button = header.appendChild(document.createElement("button"));
    button.textContent = action;
    button.addEventListener("click", () => (text ? hide() : location.reload()));
    if (text) section.appendChild(document.createElement("pre")).textContent = text;
    root.replaceChildren(section);
    document.body.append(host);
  }

  function hide() {
    host.remove();
  }
})();
