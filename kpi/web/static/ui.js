// Seutumittari: what the page framework leaves undone. Translates its own words into Finnish (and
// what it says too shortly in English), hides the ink of charts from screen readers (their name and
// table speak), turns off its single-letter shortcuts. Refuses to touch the texts of our pages.
(() => {
  "use strict";
  // The server is where the page came from: no guessing by failed requests, no waiting for a
  // description of the host before the first message.
  window.__streamlit = {
    BACKEND_BASE_URL: location.origin + "/",
    HOST_CONFIG: { allowedOrigins: ["https://nobody.invalid"], useExternalAuthToken: false }
  };
  // Strict JSON: a test checks that each key still stands in the installed front end.
  // {} is any text; sizes in it are written the Finnish way.
  const WORDS = {
    "Skip to main content": "Siirry sisältöön",
    "Main menu": "Päävalikko",
    "App pages": "Sivut",
    "Expand sidebar": "Avaa valikko",
    "Collapse sidebar": "Sulje valikko",
    "Sidebar": "Valikko",
    "View {} more": "Näytä {} lisää",
    "View less": "Näytä vähemmän",
    "Running...": "Päivitetään…",
    "Stop": "Keskeytä",
    "Connecting": "Yhdistetään",
    "Connecting to Streamlit server": "Yhdistetään palveluun",
    "Please wait...": "Odota hetki…",
    "Connection error": "Yhteys katkesi",
    "Unable to connect to Streamlit server": "Palveluun ei saada yhteyttä",
    "Streamlit server is not responding. Are you connected to the internet?": "Palvelu ei vastaa. Tarkista verkkoyhteys ja lataa sivu uudelleen.",
    "Connection timed out.": "Palvelu ei vastannut ajoissa.",
    "Connection lost. Please wait for the app to reconnect, then try again.": "Yhteys katkesi. Odota, että se palautuu, ja yritä uudelleen.",
    "Reconnected to server.": "Yhteys palautui.",
    "Page not found": "Sivua ei löydy",
    "{}. Running the app's main page.": "Osoitteessa ei ole sivua. Näytetään etusivu.",
    "Network error": "Verkkovirhe",
    "Error uploading file": "Tiedoston lähetys ei onnistunut",
    "Try again": "Yritä uudelleen",
    "Close": "Sulje",
    "Open": "Avaa",
    "Clear value": "Tyhjennä valinta",
    "Clear all": "Tyhjennä valinnat",
    "Choose an option": "Valitse",
    "Add: {}": "Käytä: {}",
    "Remove {}": "Poista {}",
    "No results": "Ei osumia",
    "This field is required.": "Tieto on pakollinen.",
    "file upload": "tiedoston valinta",
    "Upload": "Valitse tiedosto",
    "Add files": "Lisää tiedosto",
    "Drag and drop a file here": "Pudota tiedosto tähän",
    "Drag and drop files here": "Pudota tiedostot tähän",
    "{} per file": "Enintään {}",
    "File must be {} or smaller.": "Tiedosto saa olla enintään {}.",
    "{} files are not allowed.": "Tällaista tiedostoa ei voi lukea. Tuo Excel- tai CSV-tiedosto.",
    "Only one file is allowed.": "Valitse vain yksi tiedosto.",
    "File size is too small.": "Tiedosto on tyhjä.",
    "Error:": "Virhe:",
    "Unexpected error. Please try again.": "Jokin meni vikaan. Yritä uudelleen.",
    "Click to retry upload": "Lähetä uudelleen",
    "Upload failed": "Lähetys ei onnistunut",
    "Download failed": "Lataaminen ei onnistunut"
  };
  const ENGLISH = {
    "{} files are not allowed.": "This kind of file cannot be read. Bring an Excel or CSV file."
  };
  const OURS = ".stHtml, .stMarkdown, .js-plotly-plot, script, style";
  const NAMES = ["aria-label", "title", "placeholder"];
  const fixed = new Map(), open = [];
  const finnish = document.documentElement.lang === "fi";
  for (const [from, to] of Object.entries(finnish ? WORDS : ENGLISH)) {
    if (!from.includes("{}")) fixed.set(from, to);
    else open.push([new RegExp("^" + from.split("{}").map((s) => s.replace(/[.*+?^$()|[\]\\/]/g, "\\$&")).join("(.+?)") + "$"), to, from.split("{}").length - 1]);
  }
  const size = (s) => s.replace(/(\d+)(?:[.,](\d+))?\s*([KMG]?)B/g, (_, n, d, u) => n + (+d ? "," + d : "") + "\u00a0" + u.replace("K", "k") + "t");
  const say = (text) => {
    const bare = text.trim();
    if (!bare) return null;
    if (fixed.has(bare)) return fixed.get(bare);
    if (finnish && /(^|, )[\d.]+[KMG]?B$/.test(bare)) return size(bare);
    for (const [shape, to] of open) {
      const found = shape.exec(bare);
      if (found) { let n = 0; return size(to.replace(/\{\}/g, () => found[++n])); }
    }
    return null;
  };
  const texts = (node) => {
    // What can be chosen is ours, but for the framework's own way to take what was typed.
    if (node.parentElement?.closest("[role=option]") && !/^(Add: |No results$)/.test(node.nodeValue)) return;
    const bare = node.nodeValue.trim(), said = say(bare);
    if (said !== null && said !== bare) node.nodeValue = node.nodeValue.replace(bare, () => said);
  };
  const names = (element) => {
    for (const name of NAMES) {
      const said = element.hasAttribute(name) ? say(element.getAttribute(name)) : null;
      if (said !== null && said !== element.getAttribute(name)) element.setAttribute(name, said);
    }
  };
  const quiet = (plot) => {
    if (plot && !plot.ariaHidden && plot.closest("[role=figure][aria-label]")) plot.ariaHidden = "true";
  };
  const visit = (node) => {
    if (node.nodeType === 3) { if (!node.parentElement?.closest(OURS)) texts(node); return; }
    if (node.nodeType !== 1) return;
    quiet(node.closest(".js-plotly-plot"));
    if (node.closest(OURS)) return;
    const walker = document.createTreeWalker(node, 5, (n) => n.nodeType === 1 && n.matches(OURS) ? 2 : 1);
    for (let n = node; n; n = walker.nextNode()) n.nodeType === 3 ? texts(n) : names(n);
  };
  new MutationObserver((many) => {
    for (const one of many) {
      if (one.target instanceof SVGElement) continue;  // thousands of them when a chart is drawn
      if (one.type === "childList") one.addedNodes.forEach(visit);
      else if (one.type === "characterData") visit(one.target);
      else if (!one.target.closest(OURS)) names(one.target);
    }
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMES });
  // The framework reruns the page on "r" and clears caches on "c".
  addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable=true]");
    if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && /^[rc]$/i.test(event.key)) event.stopImmediatePropagation();
  }, true);
  // On a narrow screen the pages stand in a drawer. It takes the focus when it is opened, and it
  // closes when a page was chosen: the framework does that on telephones only, not at 400 % zoom.
  addEventListener("click", (event) => {
    const at = (name) => event.target instanceof Element && event.target.closest(`[data-testid=${name}]`);
    const drawer = () => document.querySelector("[data-testid=stSidebar]");
    if (at("stExpandSidebarButton")) setTimeout(() => drawer()?.querySelector("a")?.focus(), 400);
    if (at("stSidebarNavLink")) setTimeout(() => {
      if (drawer()?.dataset.collapsed === "false") drawer().querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
    }, 300);
  });
  addEventListener("DOMContentLoaded", () => visit(document.body));
})();
