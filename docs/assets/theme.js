// What a page needs of the theme at once. The theme's own script is more than half of a page; it
// brings the search, and search.js loads it when somebody asks for that.
"use strict";
{
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Until then the theme shows its columns and tabs as it does without JavaScript.
  document.documentElement.classList.remove("no-js");
  document.querySelector(".md-main").classList.add("no-js");

  // ---- Copy buttons: what is copied, copy.js says

  const said = document.createElement("span");
  said.className = "unseen";
  said.role = "status";

  // As a page on a classroom's network, without https, may do it, too.
  function copy(text) {
    const field = document.createElement("textarea");
    Object.assign(field, { value: text, readOnly: true, className: "unseen" });
    document.body.append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    return isCopied;
  }

  function copyButton(code) {
    const button = document.createElement("button"), place = document.createElement("div");
    Object.assign(button, { className: "md-code__button", type: "button", title: "Copy to clipboard" });
    button.dataset.mdType = "copy";
    button.onclick = () => {
      const isCopied = copy(code.closest("[data-copy]")?.dataset.copy ?? code.textContent.replace(/\n$/, ""));
      said.textContent = isCopied ? "Copied to clipboard" : "This browser lets nothing be copied";
      button.classList.toggle("copied", isCopied);
      setTimeout(() => button.classList.remove("copied"), 2000);
      button.focus();
    };
    place.className = "md-code__nav";
    place.append(button);
    code.before(place);
  }

  // What is wider than its place can be scrolled by keyboard, too.
  const sizes = new ResizeObserver((seen) => {
    for (const { target } of seen) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });

  document.body.append(said);
  for (const code of all("article pre > code")) {
    copyButton(code);
    sizes.observe(code);
  }

  // ---- Tabs: who chooses a system once has chosen it for all

  function chooseEverywhere(event) {
    const words = (input) => document.querySelector(`label[for="${input.id}"]`).textContent.trim();
    const chosen = words(event.target), before = event.target.getBoundingClientRect().top;
    for (const input of all(".tabbed-set > input")) if (words(input) === chosen) input.checked = true;
    scrollBy({ top: event.target.getBoundingClientRect().top - before, behavior: "instant" });
    try {
      __md_set("__tabs", [...new Set([chosen, ...(__md_get("__tabs") ?? [])])]);
    } catch { // a reader may have forbidden it, or have no room: then it holds for this page
    }
  }

  for (const set of all(".tabbed-set")) set.addEventListener("change", chooseEverywhere);

  // ---- Where one is: in the navigation, and on the page

  const here = document.querySelector(".md-nav--primary a.md-nav__link--active"), column = here?.closest(".md-sidebar__scrollwrap");

  function showHere() {
    column.scrollTop += here.getBoundingClientRect().top - column.getBoundingClientRect().top - column.clientHeight / 2;
  }

  // Once all scripts have changed what they change; on a phone, once somebody opens the menu.
  if (column) requestAnimationFrame(() => here.checkVisibility() && showHere());
  document.getElementById("__drawer").addEventListener("change", () => column && requestAnimationFrame(showHere));

  const headings = all(".md-sidebar--secondary .md-nav__link[href^='#']").map((link) => ({
    link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1))),
  })).filter(({ heading }) => heading);

  function follow() {
    if (document.documentElement.classList.contains("js")) return; // the theme's own script does
    const passed = headings.filter(({ heading }) => heading.getBoundingClientRect().top < 100);
    for (const { link } of headings) link.classList.toggle("md-nav__link--active", link === passed.at(-1)?.link);
  }

  if (headings.length) addEventListener("scroll", () => requestAnimationFrame(follow), { passive: true });
  // A link to a part of the page leads there, and not to the menu in front of it.
  addEventListener("hashchange", () => {
    document.getElementById("__drawer").checked = false;
  });
}
