// The files of a step, and what somebody has made of them, which is kept in this browser at once.
import { done, store, written } from "./store.js";

const STARTS = ["wsgi.py", "app.py"]; // what stands in a step that can be run
const EDITS = "taskmaster.edits"; // a database; its keys: a step, and a path

// Reads a step; without a name, the last one of its stage.
export async function readStep(stage, name) {
  const answer = await fetch(`steps/${stage}.json`);
  if (!answer.ok) throw new Error(`there is no stage ${stage}`);
  const { blobs, steps, last } = await answer.json(), step = steps[name || last];
  if (!step) throw new Error(`there is no step ${stage}/${name}`);
  const first = Object.fromEntries(Object.entries(step.files).map(([path, blob]) => [path, blobs[blob]]));
  const others = Object.entries(steps).filter(([, { files }]) => STARTS.some((path) => path in files));
  return { ...step, name: name || last, others, tree: await readTree(`${stage}/${name || last}`, first) };
}

// Reads what an exercise begins with: the last step of its stage, and the files that its page gives.
export async function readExercise(exercise) {
  const answer = await fetch(`checks/${exercise}.json`);
  if (!answer.ok) throw new Error(`there is no exercise ${exercise}`);
  const { name, title, stage, begin, sources, packages, patience } = await answer.json(), step = await readStep(stage);
  const tree = await readTree(`exercises/${exercise}`, { ...step.tree.first, ...begin });
  return { ...step, others: [], number: name, title, tree, check: { sources, patience, packages: [...step.packages, ...step.tests, ...packages] } };
}

// Whoever keeps nothing can still run and edit.
async function readTree(step, first) {
  const range = IDBKeyRange.bound([step], [step, []]), edited = {};
  try {
    const kept = await store(EDITS, "readonly"), keys = done(kept.getAllKeys(range));
    const texts = await done(kept.getAll(range));
    for (const [at, [, path]] of (await keys).entries()) edited[path] = texts[at];
  } catch { /* Told when something is to be kept. */ }
  return new Tree(step, first, edited);
}

class Tree {
  constructor(step, first, edited) {
    Object.assign(this, { step, first, edited });
  }

  // What is there: the text of a file that was deleted is null.
  files() {
    const all = Object.entries({ ...this.first, ...this.edited });
    return Object.fromEntries(all.filter(([, text]) => text !== null));
  }

  changed() {
    return Object.keys(this.edited).sort();
  }

  // Keeps the text of a file, or that it is deleted; what it was at first is nothing to keep.
  async write(path, text) {
    const isFirst = text === this.first[path] || (text === null && !(path in this.first));
    if (isFirst) delete this.edited[path];
    else this.edited[path] = text;
    const kept = await store(EDITS, "readwrite"), key = [this.step, path];
    if (isFirst) kept.delete(key);
    else kept.put(text, key);
    await written(kept);
  }

  // One that the step never had leaves nothing behind.
  remove(path) {
    return this.write(path, path in this.first ? null : undefined);
  }

  async rename(path, to) {
    await this.write(to, this.files()[path]);
    await this.remove(path);
  }

  // Why there can be no file of this name, or nothing.
  refused(path) {
    const parts = path.split("/"), files = Object.keys(this.files());
    if (parts.some((part) => !part.trim() || /^\.{1,2}$|[\\:\0]/.test(part))) return `"${path}" is no path in the project; app.py or templates/new.html are.`;
    if (files.includes(path)) return `${path} is there already.`;
    const above = files.find((each) => path.startsWith(`${each}/`));
    if (above) return `${above} is a file, and no folder.`;
    return files.some((each) => each.startsWith(`${path}/`)) ? `${path} is a folder.` : "";
  }

  // A file that the step no longer has goes.
  async reset(paths) {
    for (const path of paths) await this.write(path, this.first[path]);
  }
}
