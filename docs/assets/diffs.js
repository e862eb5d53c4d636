// Draws the diffs of a page with diff2html, from the text that the page holds: side by side or
// unified, with the words marked that differ inside a line. Without this script the text stays.
const LAYOUTS = { "side-by-side": "Side by side", "line-by-line": "Unified" };
const REMEMBERED = "task-master-diff-layout";

function remembered() {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null; // a browser may forbid it
  }
}

function remember(layout) {
  try {
    localStorage.setItem(REMEMBERED, layout);
  } catch {
    // then this page alone has it
  }
}

let layout = remembered();
if (!(layout in LAYOUTS)) {
  layout = matchMedia("(min-width: 60em)").matches ? "side-by-side" : "line-by-line";
}

function hunkText(hunk) {
  return `${hunk.querySelector(".hunk-head code").textContent}\n${hunk.querySelector("pre").textContent}`;
}

function draw(change) {
  for (const hunk of change.querySelectorAll(".hunk")) {
    if (hunk.dataset.layout === layout) continue;
    hunk.dataset.layout = layout;
    hunk.querySelector("pre").hidden = true;
    const drawn = hunk.querySelector(".drawn") ?? hunk.appendChild(document.createElement("div"));
    drawn.className = "drawn";
    drawn.innerHTML = Diff2Html.html(change.dataset.header + hunkText(hunk), {
      drawFileList: false,
      outputFormat: layout,
      matching: "lines",
      diffStyle: "word",
    });
    drawn.querySelectorAll(".d2h-file-diff tr").forEach(putInOrder);
    letScroll(drawn.querySelectorAll(".d2h-file-side-diff, .d2h-file-diff"));
  }
}

// diff2html puts a new line below the old one that it matches; in git's order, all that goes comes
// first.
function putInOrder(row) {
  if (!row.matches(":has(> .d2h-del)")) return;
  let place = row;
  while (place.previousElementSibling?.matches(":has(> .d2h-ins)")) place = place.previousElementSibling;
  place.before(row);
}

// A keyboard reaches what is wider than its place, and both sides of a line stay side by side.
function letScroll(places) {
  for (const place of places) {
    place.tabIndex = 0;
    place.addEventListener("scroll", () => {
      for (const other of places) other.scrollLeft = place.scrollLeft;
    });
  }
}

function drawAll() {
  document.querySelectorAll("details.change[open]").forEach(draw);
}

function choose(chosen) {
  layout = chosen;
  remember(layout);
  drawAll();
}

function element(name, attributes, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

function makeSwitch(place) {
  const set = element("fieldset", {}, element("legend", {}, "Layout"));
  for (const [value, label] of Object.entries(LAYOUTS)) {
    const radio = element("input", { type: "radio", name: "layout", value, checked: value === layout });
    radio.addEventListener("change", () => choose(value));
    set.append(element("label", {}, radio, ` ${label}`));
  }
  place.append(set, foldButton("Open all", true), foldButton("Fold all", false));
}

function foldButton(label, open) {
  const button = element("button", { type: "button" }, label);
  button.addEventListener("click", () => {
    for (const change of document.querySelectorAll("details.change")) change.open = open;
  });
  return button;
}

// A link to a file that is folded opens it.
function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.matches("details.change")) {
    target.open = true;
    target.scrollIntoView();
  }
}

document.querySelectorAll(".diff-switch").forEach(makeSwitch);
// "toggle" does not bubble, so it is caught on its way down.
document.addEventListener("toggle", ({ target }) => {
  if (target.matches("details.change[open]")) draw(target);
}, true);
addEventListener("hashchange", openTarget);
drawAll();
openTarget();
