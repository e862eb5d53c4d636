// The reader's side of a page: what is ticked, where to go on, the keys, and where blocks belong.
// What is ticked is kept in this browser alone. Without this script nothing of it is shown.
"use strict";
{
  const STORE = "taskmaster.progress";
  const ROOT = new URL("..", document.currentScript.src).href; // the first page of the site
  const FILE = "task-master-progress.json";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // ---- Steps, as the navigation lists them

  // A step is known by its chapter and its words, not by its number: progress outlives a new step.
  function stepAt(address) {
    const path = address.startsWith(ROOT) ? address.slice(ROOT.length) : "";
    const found = /^((\d\d)-[a-z]+)\/(\d+)-([a-z0-9-]+)\/$/.exec(path);
    if (!found) return null;
    const [, chapter, stage, at, words] = found;
    return { name: `${chapter}/${words}`, chapter, number: `${stage}.${at}`, path };
  }

  // And an exercise by the name of its page.
  function exerciseAt(address) {
    const path = address.startsWith(ROOT) ? address.slice(ROOT.length) : "";
    const found = /^exercises\/([a-z0-9-]+)\/$/.exec(path);
    return found && { name: `exercises/${found[1]}` };
  }

  const page = location.href.replace(/[?#].*/, "").replace(/index\.html$/, "");
  const here = stepAt(page);
  const navigation = all(".md-nav--primary a.md-nav__link");
  const steps = navigation.filter((link) => stepAt(link.href)).map((link) => ({
    ...stepAt(link.href),
    link,
    title: link.textContent.trim().replace(/^\d+\. /, ""),
  }));
  const exercises = navigation.filter((link) => exerciseAt(link.href)).map((link) => ({ ...exerciseAt(link.href), link }));

  // ---- What is ticked: a map from the name of a step or an exercise to the moment when it was

  function sound(data) {
    const pairs = typeof data?.done === "object" ? Object.entries(data.done ?? {}) : [];
    return new Map(pairs.filter(([name, when]) => /^(\d\d-[a-z]+|exercises)\/[a-z0-9-]+$/.test(name) && Date.parse(when)));
  }

  const asText = (done) => JSON.stringify({ version: 1, done: Object.fromEntries(done) }, null, 1);

  function read() {
    try {
      return sound(JSON.parse(localStorage.getItem(STORE)));
    } catch { // what is stored is damaged
      return new Map();
    }
  }

  // Tells whether it is kept: a browser may have no room left.
  function keep(done) {
    try {
      localStorage.setItem(STORE, asText(done));
      return true;
    } catch {
      return false;
    }
  }

  function mayKeep() {
    try {
      return Boolean(localStorage);
    } catch { // the reader has forbidden it
      return false;
    }
  }

  // ---- What is said of it

  const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

  // As the pages say it; see workbook/course/pace.py.
  function spoken(minutes) {
    const hours = Math.floor(minutes / 60), rest = minutes % 60;
    if (minutes <= 90) return count(minutes, "minute");
    return count(hours, "hour") + (rest ? ` and ${count(rest, "minute")}` : "");
  }

  // Where to go on: after the step that was ticked last, and with what was left out at the end.
  function nextOf(some, done) {
    const moments = some.map((step) => Date.parse(done.get(step.name)) || 0);
    const last = moments.lastIndexOf(Math.max(...moments));
    const open = (step) => !done.has(step.name);
    return some.slice(last + 1).find(open) ?? some.find(open);
  }

  const areDone = (ready, words) => `${ready} of ${words} ${ready === 1 ? "is" : "are"} done`;

  function goOn(step) {
    const link = document.createElement("a");
    link.href = step.link.href;
    link.textContent = `${step.number} ${step.title}`;
    return ["Go on with ", link, "."];
  }

  function mark(place, where, isDone, isOpenShown) {
    all(".tick", place).forEach((tick) => tick.remove());
    if (!isDone && !isOpenShown) return;
    const tick = document.createElement("span");
    tick.className = "tick";
    tick.textContent = isDone ? "✓" : "○";
    if (isDone) tick.role = "img";
    tick.setAttribute(isDone ? "aria-label" : "aria-hidden", isDone ? "done" : "true");
    place[where](tick);
  }

  const countDone = (some, done) => some.filter(({ name }) => done.has(name)).length;

  // ---- The parts of pages: each is drawn anew from what is stored

  function drawNavigation(done) {
    for (const each of [...steps, ...exercises]) mark(each.link, "append", done.has(each.name), false);
  }

  const button = document.querySelector(".step-done button"), ticked = here ?? exerciseAt(page);

  function drawButton(done) {
    if (button) button.setAttribute("aria-pressed", done.has(ticked.name));
  }

  function press() {
    const done = read(), status = document.querySelector(".step-done [role=status]");
    if (!done.delete(ticked.name)) done.set(ticked.name, new Date().toISOString());
    const isKept = keep(done);
    draw();
    const those = here ? steps.filter((step) => step.chapter === here.chapter) : exercises;
    const ready = countDone(those, read()), whole = those.length;
    if (!isKept) status.textContent = "Not kept: this browser has no room left for it.";
    else if (!here) status.textContent = `${areDone(ready, `${whole} exercises`)}.`;
    else if (ready === whole) status.textContent = `That was the last one: all ${whole} steps of this chapter are done.`;
    else status.textContent = `${areDone(ready, `${whole} steps of this chapter`)}.`;
  }

  const rows = all("article td:first-child > a").flatMap((link) => {
    const step = steps.find((each) => each.link.href === link.href);
    return step && page === `${ROOT}${step.chapter}/` ? [{ ...step, cell: link.parentElement }] : [];
  });

  function drawChapter(done) {
    document.querySelector(".chapter-done")?.remove();
    const open = rows.filter((row) => !done.has(row.name)), ready = rows.length - open.length;
    for (const row of rows) mark(row.cell, "prepend", done.has(row.name), ready > 0);
    if (!ready) return;
    const minutes = open.reduce((sum, row) => sum + Number(row.cell.parentElement.lastElementChild.textContent), 0);
    const bar = document.createElement("progress"), words = document.createElement("p"), said = document.createElement("div");
    Object.assign(bar, { max: rows.length, value: ready, ariaLabel: "Steps of this chapter that are done" });
    words.append(areDone(ready, `${rows.length} steps`));
    words.append(...(open.length ? [`, ${spoken(minutes)} left. `, ...goOn(nextOf(rows, done))] : ["."]));
    said.className = "chapter-done";
    said.append(bar, words);
    document.querySelector("article h1").after(said);
  }

  const exerciseRows = all("article td:first-child > a").filter((link) => page === `${ROOT}exercises/` && exerciseAt(link.href));

  function drawExercises(done) {
    const isOpenShown = countDone(exercises, done) > 0;
    for (const link of exerciseRows) mark(link.parentElement, "prepend", done.has(exerciseAt(link.href).name), isOpenShown);
  }

  function drawFirstPage(done) {
    const place = document.querySelector(".go-on"), ready = steps.filter((step) => done.has(step.name));
    if (!place) return;
    place.hidden = !ready.length;
    const next = nextOf(steps, done), of = ` ${areDone(ready.length, `${steps.length} steps`)}.`;
    place.replaceChildren(...(next ? [...goOn(next), of] : [`You have done all ${steps.length} steps.`]));
  }

  function drawKeeping(done) {
    const place = document.querySelector(".keeping");
    if (!place) return;
    place.hidden = false;
    for (const name of ["save", "forget"]) place.querySelector(`.${name}`).disabled = !done.size;
    const ready = (some) => `${countDone(some, done)} of ${some.length}`;
    place.querySelector("p").textContent = `Ticked in this browser: ${ready(steps)} steps, ${ready(exercises)} exercises.`;
  }

  function draw() {
    const done = read();
    for (const part of [drawNavigation, drawButton, drawChapter, drawExercises, drawFirstPage, drawKeeping]) part(done);
  }

  // ---- A file to keep, or to take to another browser

  function save() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([asText(read())], { type: "application/json" }));
    link.download = FILE;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
    return `Saved as ${FILE}.`;
  }

  // What is ticked here stays, and of two moments the later one counts.
  async function load(file) {
    let more = new Map();
    try {
      more = sound(JSON.parse(await file.text()));
    } catch { // said below
    }
    if (!more.size) return "This file has no ticks of this workbook. Nothing was changed.";
    const done = read(), before = done.size;
    for (const [name, when] of more) if (!(Date.parse(done.get(name)) > Date.parse(when))) done.set(name, when);
    if (!keep(done)) return "Not kept: this browser has no room left for it.";
    return `Loaded: ${count(more.size, "tick")}, ${done.size - before} of them new here.`;
  }

  function forget() {
    if (!confirm(`Forget ${count(read().size, "tick")}? Only a file that you saved can bring them back.`)) return "";
    localStorage.removeItem(STORE);
    return "Forgotten.";
  }

  function keeping(place) {
    const file = place.querySelector("input"), status = place.querySelector("[role=status]");
    const say = (text) => {
      draw();
      status.textContent = text;
    };
    place.querySelector(".save").onclick = () => say(save());
    place.querySelector(".load").onclick = () => file.click();
    place.querySelector(".forget").onclick = (event) => {
      say(forget());
      if (event.target.disabled) place.querySelector(".load").focus();
    };
    file.onchange = async () => {
      say(await load(file.files[0]));
      file.value = ""; // so that the same file can be chosen again
    };
  }

  if (mayKeep()) {
    if (button) {
      button.onclick = press;
      button.parentElement.hidden = false;
    }
    all(".keeping").forEach(keeping);
    draw();
    // Ticked in another window, or before the reader came back here.
    addEventListener("storage", draw);
    addEventListener("pageshow", (event) => event.persisted && draw());
  }

  // ---- Keys: search.js listens to them, outside of fields; here they are shown

  for (const [way, key] of [["prev", "p"], ["next", "n"]]) {
    const link = document.querySelector(`.md-footer__link--${way}`);
    link?.setAttribute("aria-keyshortcuts", key);
    link?.querySelector(".md-footer__direction").setAttribute("data-key", key); // reader.css draws it
  }

  // ---- Where a block belongs

  const OF_WORKBOOK = /^(\$ )?(nox|(python3?|py) -m workbook)\b/;
  // Commands that leave the folder take those below them along.
  const leaves = all("article pre > code").some((code) => /^\$ cd /m.test(code.textContent));

  function folderOf(code) {
    if (OF_WORKBOOK.test(code.textContent)) return "in the folder of the workbook";
    const isTyped = code.closest(".language-console, .language-powershell");
    return here && isTyped && !leaves ? "in taskmaster/" : "";
  }

  for (const code of all("article pre > code")) {
    const folder = folderOf(code), label = document.createElement("span");
    label.className = "folder";
    label.textContent = folder;
    if (folder) code.parentElement.before(label);
  }

  // The page of the project at this point has each file under an anchor made of its path.
  for (const title of here ? all("article .filename") : []) {
    const anchor = title.textContent.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    const link = document.createElement("a");
    link.href = `${ROOT}source/${here.path}#${anchor}`;
    link.title = `The whole file, as it is after step ${here.number}`;
    for (const part of title.textContent.split(/(?<=\/)/)) link.append(part, document.createElement("wbr"));
    title.replaceChildren(link);
  }
}
