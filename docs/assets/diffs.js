// Draws the diffs of a page with diff2html, from the text that the page holds: side by side or
// unified, with the words marked that differ inside a line. Without this script the text stays, and
// on paper. A piece is drawn when it comes near the window; until then its text is there to be found.
const LATER = document.currentScript.dataset.later.split(" ");
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

function draw(piece) {
  const text = piece.querySelector("pre");
  const drawn = element("div", { className: "drawn" });
  const header = piece.closest(".change").dataset.header;
  drawn.innerHTML = Diff2Html.html(`${header}${piece.dataset.at}\n${text.textContent}`, {
    drawFileList: false,
    outputFormat: hasOneSide(text) ? "line-by-line" : layout,
    matching: "lines",
    diffStyle: "word",
  });
  drawn.querySelectorAll(".d2h-file-diff tr").forEach(putInOrder);
  colourDrawing(text, drawn);
  // The rows of both sides are those of one grid, see diffs.css: a line that wraps stays beside its other side.
  drawn.style.setProperty("--rows", drawn.querySelectorAll(".d2h-file-side-diff:first-child tr:not(:has(> .d2h-info))").length);
  piece.querySelector(".drawn")?.remove();
  piece.append(drawn);
  piece.dataset.layout = layout;
  text.hidden = true;
}

// What is new or gone as a whole stands beside nothing, so it gets all the room.
function hasOneSide(text) {
  const marks = new Set(text.textContent.trimEnd().split("\n").map((line) => line[0]));
  return marks.size === 1;
}

function showText(piece) {
  piece.querySelector(".drawn").remove();
  piece.querySelector("pre").hidden = false;
}

// diff2html puts a new line below the old one that it matches; in git's order, all that goes comes
// first.
function putInOrder(row) {
  if (!row.matches(":has(> .d2h-del)")) return;
  let place = row;
  while (place.previousElementSibling?.matches(":has(> .d2h-ins)")) place = place.previousElementSibling;
  place.before(row);
}

// A drawing has ten times as many elements as the text, so it is made when a reader comes near, and
// one piece at a time: between two of them the browser has time for the reader.
const waiting = new Set();
let isDrawing = false;
const observer = new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen) {
    waiting.delete(target);
    if (isIntersecting && target.dataset.layout !== layout) waiting.add(target);
  }
  if (waiting.size && !isDrawing) drawWaiting();
}, { rootMargin: "100% 0px" });

async function drawWaiting() {
  isDrawing = true;
  try {
    await fetchLibrary();
  } catch {
    return leaveText();
  }
  try {
    while (waiting.size) {
      await new Promise((resolve) => setTimeout(resolve));
      const [piece] = waiting;
      waiting.delete(piece);
      if (piece) draw(piece);
    }
  } finally {
    isDrawing = false; // one that can't be drawn keeps no other from it
  }
}

// What draws is fetched when there is something to draw.
let library;
function fetchLibrary() {
  library ??= Promise.all(LATER.map((address) => new Promise((resolve, reject) => {
    const [name, told] = address.endsWith(".css") ? ["link", { rel: "stylesheet", href: address }] : ["script", { src: address }];
    document.head.append(element(name, { ...told, onload: resolve, onerror: reject }));
  })));
  return library;
}

function leaveText() {
  observer.disconnect();
  document.querySelectorAll(".diff-switch fieldset").forEach((choice) => choice.remove());
}

function watch() {
  observer.disconnect();
  waiting.clear();
  document.querySelectorAll(".piece").forEach((piece) => observer.observe(piece));
}

function isNear(piece) {
  const { top, bottom } = piece.getBoundingClientRect();
  return piece.checkVisibility() && top < 2 * innerHeight && bottom > -innerHeight;
}

// What is near keeps its drawing until there is the other one; what is far is text again.
function choose(chosen) {
  layout = chosen;
  remember(layout);
  const drawn = [...document.querySelectorAll(".piece[data-layout]")];
  const far = drawn.filter((piece) => !isNear(piece));
  drawn.forEach((piece) => delete piece.dataset.layout);
  far.forEach(showText);
  watch();
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
    for (const each of document.querySelectorAll("details:is(.change, .asides)")) each.open = open;
  });
  return button;
}

// A link to a file that is folded opens it, and what it is folded in.
function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target?.matches("details.change")) return;
  for (let each = target; each; each = each.parentElement.closest("details")) each.open = true;
  target.scrollIntoView();
}

document.querySelectorAll(".diff-switch").forEach(makeSwitch);
addEventListener("hashchange", openTarget);
watch();
openTarget();
