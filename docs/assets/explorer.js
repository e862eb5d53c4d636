// Compares any two stages or steps in the page, from what each step changed (steps.json) and the
// texts of the files (texts-01.json and so on).
const LONG = 40; // changed lines from which a file is folded, as on the diff pages
const form = document.querySelector(".explorer");
const says = document.querySelector(".explorer-says");
const place = document.querySelector(".diffs");
document.querySelector(".explorer-still").hidden = true;
const texts = {};
let steps, packs;

async function fetched(name) {
  const answer = await fetch(new URL(name, document.baseURI));
  if (!answer.ok) throw new Error(`${name} cannot be read: ${answer.status}`);
  return answer.json();
}

// A stage means its last step.
function indexOf(word) {
  return steps.findLastIndex(({ name }) => name === word || name.split(".")[0] === word);
}

// The files after a step. The id of a file stays when the file moves.
function filesAt(index) {
  let files = new Map();
  for (const step of steps.slice(0, index + 1)) files = afterStep(files, step);
  return files;
}

function afterStep(before, step) {
  const files = new Map(before);
  for (const path of step.gone) files.delete(path);
  for (const [path, [mode, blob]] of Object.entries(step.files)) {
    const id = before.get(step.moved[path] ?? path)?.id ?? `${step.name} ${path}`;
    files.set(path, { mode, blob, id });
  }
  return files;
}

// What differs, by the paths of the later side; a file whose old path is gone has moved.
function differences(old, now) {
  const paths = new Map([...old].map(([path, { id }]) => [id, path]));
  const found = [];
  const left = new Set([...old.keys()].filter((path) => !now.has(path)));
  for (const [path, file] of now) {
    const was = old.get(path);
    const from = paths.get(file.id);
    if (was) {
      if (was.blob !== file.blob || was.mode !== file.mode) found.push({ kind: "changed", old: path, now: path });
    } else if (left.has(from)) {
      left.delete(from);
      found.push({ kind: "moved", old: from, now: path });
    } else found.push({ kind: "added", old: path, now: path });
  }
  for (const path of left) found.push({ kind: "gone", old: path, now: path });
  return found.sort((one, other) => (one.now < other.now ? -1 : 1));
}

async function need(blobs) {
  const names = new Set(blobs.map((blob) => packs[blob]));
  const loading = [...names].map(async (name) => {
    texts[name] ??= fetched(`texts-${name}.json`);
    await texts[name];
  });
  await Promise.all(loading);
  const loaded = Object.assign({}, ...(await Promise.all(Object.values(texts))));
  return (file) => (file ? loaded[file.blob] : ["", ""]);
}

// The lines above the hunks, as git writes them.
function header({ kind, old, now }, was, is) {
  const lines = [`diff --git a/${old} b/${now}`];
  if (kind === "added") lines.push(`new file mode ${is.mode}`);
  if (kind === "gone") lines.push(`deleted file mode ${was.mode}`);
  if (was && is && was.mode !== is.mode) lines.push(`old mode ${was.mode}`, `new mode ${is.mode}`);
  if (kind === "moved") lines.push(`rename from ${old}`, `rename to ${now}`);
  if (was?.blob !== is?.blob) {
    lines.push(`--- ${was ? `a/${old}` : "/dev/null"}`, `+++ ${is ? `b/${now}` : "/dev/null"}`);
  }
  return lines.join("\n") + "\n";
}

function side(start, count) {
  return `${count ? start : start - 1},${count}`; // an empty side names the line before it
}

function hunks([was, wasRuns], [is, isRuns]) {
  const { hunks } = Diff.structuredPatch("", "", was, is, "", "", { context: 3 });
  const old = inColours(was, wasRuns), now = inColours(is, isRuns);
  return hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) => ({
    head: `@@ -${side(oldStart, oldLines)} +${side(newStart, newLines)} @@`,
    lines,
    elements: lineElements(lines, old.slice(oldStart - 1), now.slice(newStart - 1)),
  }));
}

// The lines of a file in parts, from the length and the style of each run: "6k 1 4nf".
function inColours(text, runs) {
  const lines = [[]];
  let from = 0;
  for (const [, length, style] of runs.matchAll(/(\d+)(\w*)/g)) {
    const words = text.slice(from, from += Number(length));
    words.split("\n").forEach((part, at) => {
      if (at) lines.push([]);
      if (part) lines.at(-1).push({ part, style });
    });
  }
  return lines;
}

// A line that goes is read on the old side, any other one on the new side.
function lineElements(lines, old, now) {
  return lines.map((line) => {
    const [mark] = line;
    if (mark === "\\") return element("span", {}, `${line}\n`); // a note of git's own
    const was = mark === "+" ? null : old.shift(), is = mark === "-" ? null : now.shift();
    const parts = (is ?? was).map(({ part, style }) => (style ? element("span", { className: style }, part) : part));
    return element({ "+": "ins", "-": "del" }[mark] ?? "span", {}, mark, ...parts, "\n");
  });
}

function hunkElement({ head, elements }) {
  const code = element("code", {}, ...elements);
  const above = element("p", { className: "hunk-head" }, element("code", {}, head));
  const piece = element("div", { className: "piece highlight" }, element("pre", { className: "lines" }, code));
  piece.dataset.at = head;
  return element("div", { className: "hunk" }, above, piece);
}

function count(found, mark) {
  return found.flatMap(({ lines }) => lines).filter((line) => line[0] === mark).length;
}

function nameElements({ kind, old, now }) {
  const names = kind === "moved" ? [old, now] : [now];
  return names.flatMap((name, at) => [at ? " → " : " ", element("code", {}, name)]);
}

function changeElement(change, head, found, touched) {
  const [come, go] = ["+", "-"].map((mark) => count(found, mark));
  const made = element("details", { className: "change", open: come + go <= LONG });
  made.id = `file-${change.now.toLowerCase().replace(/[^\p{L}\p{N}_]+/gu, "-").replace(/^-+|-+$/g, "")}`;
  made.dataset.header = head;
  const numbers = element("span", { className: "count" }, element("span", { className: "come" }, `+${come}`),
    " ", element("span", { className: "go" }, `−${go}`));
  const kind = element("span", { className: `kind ${change.kind}` }, change.kind);
  made.append(element("summary", {}, kind, ...nameElements(change), " ", numbers), stepLinks(touched));
  made.append(...found.map(hunkElement));
  return made;
}

function stepLinks(touched) {
  const links = touched.flatMap(({ page, name, title }, at) => [
    at ? ", " : "", element("a", { href: page }, `${name} ${title}`)]);
  return element("p", { className: "hunk-head" }, ...links);
}

// The steps between the two that did something to each file, by the file's id.
function touching(first, last) {
  const touched = new Map();
  let files = filesAt(first);
  for (const step of steps.slice(first + 1, last + 1)) {
    const after = afterStep(files, step);
    const ids = [...step.gone.map((path) => files.get(path).id), ...Object.keys(step.files).map((path) => after.get(path).id)];
    for (const id of new Set(ids)) touched.set(id, [...(touched.get(id) ?? []), step]);
    files = after;
  }
  return touched;
}

function summary(found, untouched) {
  const kinds = ["added", "moved", "changed", "gone"].map(
    (kind) => `${found.filter((each) => each.kind === kind).length} ${kind}`);
  return `${found.length} files: ${kinds.join(", ")}; ${untouched} untouched.`;
}

async function show() {
  const [from, to] = [form.from.value, form.to.value];
  const [first, last] = [indexOf(from), indexOf(to)];
  const [old, now] = [filesAt(first), filesAt(last)];
  const found = differences(old, now);
  const sides = found.map((change) => [
    change.kind === "added" ? undefined : old.get(change.old), change.kind === "gone" ? undefined : now.get(change.now)]);
  const text = await need(sides.flat().filter(Boolean).map(({ blob }) => blob));
  if (form.from.value !== from || form.to.value !== to) return; // chosen anew meanwhile
  const touched = touching(Math.min(first, last), Math.max(first, last));
  place.replaceChildren(...found.map((change, at) => {
    const [was, is] = sides[at];
    return changeElement(change, header(change, was, is), hunks(text(was), text(is)), touched.get((is ?? was).id) ?? []);
  }));
  const same = [...now.keys()].filter((path) => old.has(path)).length - found.filter(({ kind }) => kind === "changed").length;
  says.textContent = found.length ? `From ${from} to ${to}, ${summary(found, same)}` : `${from} and ${to} hold the same.`;
  watch();
  openTarget();
}

// The address has the choice, so that it can be shared and the back button works.
function read() {
  const asked = new URLSearchParams(location.search);
  const [from, to] = [asked.get("from") ?? "01", asked.get("to") ?? "02"];
  const unknown = [from, to].find((word) => indexOf(word) < 0);
  if (unknown !== undefined) {
    says.textContent = `There is no stage or step ${unknown}. Choose from the lists.`;
    return place.replaceChildren();
  }
  [form.from.value, form.to.value] = [from, to];
  return show();
}

function chosen() {
  history.pushState(null, "", `?${new URLSearchParams({ from: form.from.value, to: form.to.value })}`);
  return show();
}

function swap() {
  [form.from.value, form.to.value] = [form.to.value, form.from.value];
  return chosen();
}

function failed(error) {
  says.textContent = `The comparison cannot be made: ${error.message}.`;
}

function fill(list, stages) {
  for (const [number, title] of Object.entries(stages)) {
    const own = steps.filter(({ name }) => name.startsWith(`${number}.`));
    list.append(element("optgroup", { label: `${number} ${title}` }, new Option(`${number} as a whole`, number),
      ...own.map(({ name, title }) => new Option(`${name} ${title}`, name))));
  }
}

fetched("steps.json").then((told) => {
  ({ steps, packs } = told);
  for (const list of [form.from, form.to]) fill(list, told.stages);
  form.hidden = false;
  form.addEventListener("change", () => chosen().catch(failed));
  form.querySelector("button").addEventListener("click", () => swap().catch(failed));
  addEventListener("popstate", () => read()?.catch(failed));
  return read();
}).catch(failed);
