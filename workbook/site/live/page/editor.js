// The files of a step to change: what is written is kept at once, and runs when somebody says so.
import { at } from "./said.js";

const PLAIN = "The editor could not be loaded: this is a plain field, without colours.";
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
    for (const id of ["app", "verdict", "wrong"]) at(id).classList.add("old"); // it was of other files
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
      option.text = option.value + howChanged(option.value);
    }
    for (const id of ["rename", "remove"]) at(id).disabled = !(at("file").value in tree.files());
    at("reset").disabled = !changed.includes(at("file").value);
    at("resetAll").disabled = !changed.length;
    if (!at("changes").hidden) compare();
  }

  function howChanged(path) {
    if (!(path in tree.edited)) return "";
    if (tree.edited[path] === null) return " (deleted)";
    return path in tree.first ? " (changed)" : " (new)";
  }

  function choose() {
    const path = at("file").value;
    show(path, tree.files()[path] ?? "", "hint");
    tell();
  }

  // A file that the step has no longer goes with the changes in it.
  function list(chosen = at("file").value) {
    const paths = Object.keys({ ...tree.first, ...tree.edited }).sort();
    at("file").replaceChildren(...paths.map((path) => new Option(path, path)));
    at("file").value = paths.includes(chosen) ? chosen : firstOf(paths);
    choose();
  }

  const firstOf = (paths) => ["app.py", "taskmaster/__init__.py"].find((path) => paths.includes(path)) ?? paths[0];

  // Asks for a path, until it is one or nobody wants to any more.
  function askFor(question, path = "") {
    for (let said = question; ;) {
      path = prompt(said, path)?.trim();
      const refused = path && tree.refused(path);
      if (!refused) return path;
      said = `${refused}\n${question}`;
    }
  }

  async function make() {
    const path = askFor("What is the new file called? Its folders come before it: templates/new.html");
    if (!path) return;
    await keep(tree.write(path, ""));
    list(path);
  }

  async function rename() {
    const path = at("file").value, to = askFor(`What is ${path} to be called?`, path);
    if (!to) return;
    await keep(tree.rename(path, to));
    list(to);
  }

  async function remove() {
    const path = at("file").value;
    if (!confirm(`Delete ${path}? Reset brings back a file of the step.`)) return;
    await keep(tree.remove(path));
    list();
  }

  async function reset(paths) {
    if (!confirm(`Throw away what you changed in ${paths.join(", ")}?`)) return;
    await keep(tree.reset(paths));
    list();
  }

  function compare() {
    const { createTwoFilesPatch, FILE_HEADERS_ONLY: headerOptions } = window.Diff; // it is no module
    const patches = tree.changed().map((path) => {
      const [before, after] = [tree.first[path] ?? null, tree.edited[path]];
      const [old, now] = [before === null ? "/dev/null" : `a/${path}`, after === null ? "/dev/null" : `b/${path}`];
      const patch = createTwoFilesPatch(old, now, before ?? "", after ?? "", "", "", { headerOptions });
      if (before !== null && after !== null) return patch;
      // As git writes it: an empty file has no lines to tell of it.
      const head = `diff --git a/${path} b/${path}\n${after === null ? "deleted" : "new"} file mode 100644\n`;
      return before || after ? head + patch : head;
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
  at("make").onclick = make;
  at("rename").onclick = rename;
  at("remove").onclick = remove;
  at("reset").onclick = () => reset([at("file").value]);
  at("resetAll").onclick = () => reset(tree.changed());
  at("download").onclick = download;
  at("compare").onclick = () => {
    at("changes").hidden = !at("changes").hidden;
    at("compare").setAttribute("aria-expanded", !at("changes").hidden);
    if (!at("changes").hidden) compare();
  };
  list();

  // Puts files among those there are, and opens the last one.
  return async (files) => {
    for (const [path, text] of Object.entries(files)) await keep(tree.write(path, text));
    list(Object.keys(files).at(-1));
  };
}
