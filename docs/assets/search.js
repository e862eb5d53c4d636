// The search: the theme's own script, a worker and an index of all words. They are loaded when
// somebody asks for it; until then, this listens to the keys that the theme has.
"use strict";
{
  const SERVER = "Search needs a server. In the folder of the workbook, nox -s docs starts one.";
  const NO_INDEX = "Search is not there: the site was published without its index.";
  const NO_ANSWER = "Search could not be loaded. Look at your connection, and ask again.";
  const theme = document.querySelector("script[data-search]"), toggle = document.getElementById("__search");
  const field = document.querySelector(".md-search__input"), button = document.querySelector(".md-search__button");
  let loading = null, isAsked = false, isThere = false;

  const says = document.createElement("p");
  says.className = "search-says";
  says.role = "status";
  document.querySelector(".md-header").append(says);
  document.querySelector(".md-search").ariaLabel = "Search"; // one builder gives the dialog no name

  function bring(name, attributes, add) {
    return new Promise((resolve, reject) => {
      const made = document.createElement(name);
      Object.assign(made, { ...attributes, onload: resolve, onerror: () => reject(Error(NO_ANSWER)) });
      add(made);
    });
  }

  // A published page has a part of the theme's sheet, in one with ours; the whole goes before it.
  async function bringTheme() {
    const part = document.querySelector("link[data-whole]");
    if (part) await bring("link", { rel: "stylesheet", href: part.dataset.whole }, (link) => part.before(link));
    document.querySelector(".md-main").classList.remove("no-js"); // see theme.js
    await bring("script", { src: theme.dataset.search }, (script) => document.head.append(script));
  }

  async function begin() {
    if (location.protocol === "file:") throw Error(SERVER);
    const index = await fetch(theme.dataset.index, { method: "HEAD" }).catch(() => {
      throw Error(NO_ANSWER);
    });
    if (!index.ok) throw Error(NO_INDEX);
    await bringTheme();
    isThere = true;
  }

  function load() {
    loading ??= begin().finally(() => {
      loading = null;
    });
    return loading;
  }

  const isOpen = () => (field ? toggle.checked && document.activeElement === field : document.activeElement.shadowRoot);

  // Who has gone on by keyboard meanwhile is not called back.
  const isElsewhere = () => field && ![field, document.body].includes(document.activeElement);

  function press() {
    if (!field) return button.click();
    field.blur(); // the theme hears of a field that somebody comes to
    field.focus();
  }

  // Where the address has a #, the theme's script closes the search an eighth of a second after it has
  // begun. It has begun when this is called: so a timer of ours that is as long rings after its own.
  function keepOpen() {
    const stay = (event) => {
      if (!event.isTrusted) event.preventDefault(); // pressed by a script, and not by the reader
    };
    toggle.addEventListener("click", stay);
    setTimeout(() => toggle.removeEventListener("click", stay), 125);
  }

  function open() {
    keepOpen();
    if (!isOpen() && !isElsewhere()) press(); // once: what is pressed again closes
  }

  async function ask() {
    if (isThere || isAsked) return;
    isAsked = true;
    says.textContent = "";
    if (field) { // what is typed meanwhile stands in it
      toggle.checked = true;
      field.focus();
    }
    try {
      await load();
      open();
    } catch (error) {
      toggle.checked = false;
      field?.blur();
      says.textContent = error.message;
    }
    isAsked = false;
  }

  for (const place of [field, button]) place?.addEventListener(place === field ? "focus" : "click", ask);
  toggle.addEventListener("change", ask);
  field?.addEventListener("keydown", ({ key }) => {
    if (key === "Tab") toggle.checked = false; // as the theme does
  });
  // Who comes from the search sees there what was looked for.
  if (new URLSearchParams(location.search).has("h")) load().catch(() => {});

  // ---- Keys, outside of fields

  const WAYS = { p: "prev", ",": "prev", n: "next", ".": "next" };
  const FIELDS = "input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]";

  function pressed(event) {
    if (event.target.closest(FIELDS)) return;
    if (isAsked) event.stopImmediatePropagation(); // letters of a search lead to no other page
    if (isThere || isAsked) return;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const asks = isPlain ? ["/", "f", "s"].includes(event.key) : button && !event.altKey && event.key === "k";
    const link = isPlain && WAYS[event.key] && document.querySelector(`link[rel=${WAYS[event.key]}]`);
    if (asks) {
      event.preventDefault(); // or the field has the key in it
      ask();
    } else if (link) location.href = link.href;
    else if (event.key === "Enter" && event.target.matches("label")) event.target.click();
  }

  addEventListener("keydown", pressed, { capture: true });
}
