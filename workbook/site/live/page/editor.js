// The files of a step to change: what is written is kept at once, and runs when somebody says so.
import { at } from "./said.js";

const PLAIN = "The editor could not be loaded: this is a plain field, without colours.";
const NOTHING = "/dev/null"; // as a patch calls a file that is not there
const PATH = /^(?!.*(^|\/)\.{0,2}(\/|$))[\w.@/-]+$/;
const folderOf = (path) => path.slice(0, path.lastIndexOf("/") + 1);
const KEPT = "Kept in this browser.";
const NOT_KEPT = "This browser keeps nothing: a reload loses it. Download it before.";

// A field that every browser has.
function plain(place, changed) {
  const area = Object.assign(document.createElement("textarea"), { spellcheck: false, wrap: "off", rows: 20 });
  area.oninput = () => changed(area.value);
  place.append(area);
  return (path, text, hint) => {
    area.value = text;
    area.setAttribute("aria-label", path);
    area.setAttribute("aria-describedby", hint);
  };
}

async function loaded() {
  try {
    return await import("./codemirror.js");
  } catch {
    return { field: plain, HINT: PLAIN };
  }
}

// All at once, so that there is nothing left to fetch when the network has gone.
export async function edit(tree, number) {
  const without = () => undefined;
  const parts = [loaded(), import("diff").catch(without), import("client-zip").catch(without)];
  const [{ field, HINT }, , zip] = await Promise.all(parts);
  const show = field(at("text"), (text) => keep(tree.write(at("file").value, text)));
  at("hint").textContent = HINT;

  async function keep(writing) {
    tell();
    try {
      await writing;
      at("kept").textContent = tree.changed().length ? KEPT : "";
    } catch {
      at("kept").textContent = NOT_KEPT;
    }
  }

  function tell() {
    const changed = tree.changed();
    for (const option of at("file").options) {
      option.text = option.value + (changed.includes(option.value) ? mark(option.value) : "");
    }
    at("reset").disabled = !changed.includes(at("file").value);
    at("resetAll").disabled = !changed.length;
    if (!at("changes").hidden) compare();
  }

  const isGone = (path) => tree.edited[path] === null;

  function mark(path) {
    if (isGone(path)) return " (deleted)";
    return path in tree.first ? " (changed)" : " (new)";
  }

  function choose() {
    const path = at("file").value;
    show(path, tree.files()[path] ?? "", "hint");
    at("remove").disabled = isGone(path);
    tell();
  }

  // A file that the step has no longer goes with the changes in it.
  function list() {
    const chosen = at("file").value, paths = Object.keys({ ...tree.first, ...tree.edited }).sort();
    at("file").replaceChildren(...paths.map((path) => new Option(path, path)));
    at("file").value = paths.includes(chosen) ? chosen : firstOf(paths);
    choose();
  }

  async function add() {
    const path = prompt("The new file, with its folders:", folderOf(at("file").value))?.trim();
    if (!path) return;
    if (!PATH.test(path)) return (at("kept").textContent = `${path} is no name for a file here.`);
    if (!(path in tree.files())) await keep(tree.write(path, ""));
    at("file").add(new Option(path, path));
    at("file").value = path;
    list();
  }

  async function remove() {
    if (!confirm(`Delete ${at("file").value}? Reset this file brings it back.`)) return;
    await keep(tree.write(at("file").value, null));
    list();
  }

  const firstOf = (paths) => ["app.py", "taskmaster/__init__.py"].find((path) => paths.includes(path)) ?? paths[0];

  async function reset(paths) {
    if (!confirm(`Throw away what you changed in ${paths.join(", ")}?`)) return;
    await keep(tree.reset(paths));
    list();
  }

  function compare() {
    const { createTwoFilesPatch, FILE_HEADERS_ONLY: headerOptions } = window.Diff; // it is no module
    const patches = tree.changed().map((path) => {
      const before = tree.first[path], after = tree.edited[path];
      const names = [before === undefined ? NOTHING : `a/${path}`, after === null ? NOTHING : `b/${path}`];
      return createTwoFilesPatch(...names, before ?? "", after ?? "", "", "", { headerOptions });
    });
    if (!patches.length) patches.push("Nothing is changed.");
    at("changes").replaceChildren(...patches.join("").split(/(?<=\n)/).map(lineOf));
  }

  function lineOf(text) {
    const line = document.createElement("span");
    line.textContent = text;
    line.className = { "+": "more", "-": "less", "@": "where" }[text[0]] ?? "";
    return line;
  }

  async function download() {
    const files = Object.entries(tree.files()).map(([path, input]) => ({ name: `taskmaster/${path}`, input }));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await zip.downloadZip(files).blob());
    link.download = `taskmaster-${number}.zip`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  at("compare").hidden = !window.Diff;
  at("download").hidden = !zip;
  at("file").onchange = choose;
  at("reset").onclick = () => reset([at("file").value]);
  at("resetAll").onclick = () => reset(tree.changed());
  at("download").onclick = download;
  at("add").onclick = add;
  at("remove").onclick = remove;
  at("compare").onclick = () => {
    at("changes").hidden = !at("changes").hidden;
    at("compare").setAttribute("aria-expanded", !at("changes").hidden);
    if (!at("changes").hidden) compare();
  };
  list();

  // Puts files among those there are, and opens the last one.
  return async (files) => {
    for (const [path, text] of Object.entries(files)) {
      await keep(tree.write(path, text));
      at("file").add(new Option(path, path));
      at("file").value = path;
    }
    list();
  };
}
