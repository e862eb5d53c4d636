// The files of a step, and what somebody has made of them, which is kept in this browser at once.
import { done, store, written } from "./store.js";

const EDITS = "taskmaster.edits"; // a database; its keys: a step, and a path

// Reads a step; without a name, the last one of its stage.
export async function readStep(stage, name) {
  const answer = await fetch(`steps/${stage}.json`);
  if (!answer.ok) throw new Error(`there is no stage ${stage}`);
  const { blobs, steps, last } = await answer.json(), step = steps[name || last];
  if (!step) throw new Error(`there is no step ${stage}/${name}`);
  const first = Object.fromEntries(Object.entries(step.files).map(([path, blob]) => [path, blobs[blob]]));
  return { ...step, tree: await readTree(`${stage}/${name || last}`, first) };
}

// Reads what an exercise begins with: the last step of its stage, and the files that its page gives.
export async function readExercise(exercise) {
  const answer = await fetch(`checks/${exercise}.json`);
  if (!answer.ok) throw new Error(`there is no exercise ${exercise}`);
  const { name, title, stage, begin, sources, packages } = await answer.json(), step = await readStep(stage);
  const tree = await readTree(`exercises/${exercise}`, { ...step.tree.first, ...begin });
  return { ...step, number: name, title, tree, check: { sources, packages: [...step.packages, ...step.tests, ...packages] } };
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

  // One that was deleted is kept as null.
  files() {
    return Object.fromEntries(Object.entries({ ...this.first, ...this.edited }).filter(([, text]) => text !== null));
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

  // A file that the step no longer has goes.
  async reset(paths) {
    for (const path of paths) await this.write(path, this.first[path]);
  }
}
