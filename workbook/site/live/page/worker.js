// Python, and the app in it. An endless loop stops this worker alone, and the page can end it.
import { fetchZips, load as loadPython, unpack } from "./python.js";
import { done, store } from "./store.js";

const DATA = "/home/you/taskmaster/instance";
const KEPT = "taskmaster.live"; // a database; its keys: steps
const log = (line) => postMessage({ log: line });
let python, relay, place, visitor, isUp = false, written = {};

async function load({ packages }) {
  python = await loadPython(packages, ["lent.py", "relay.py"], log, () => postMessage({ phase: "python" }));
  relay = python.pyimport("relay");
  postMessage({ phase: "packages" });
}

// ---- Data: the files beside the app, kept in this browser under the name of the step

// SQLite makes -shm anew from the rest.
function files() {
  const { FS } = python;
  if (!FS.analyzePath(DATA).exists) return [];
  const isKept = (name) => !name.endsWith("-shm") && FS.isFile(FS.stat(`${DATA}/${name}`).mode);
  return FS.readdir(DATA).filter(isKept);
}

async function fetchData() {
  const data = place ? await done((await store(KEPT, "readonly")).get(place)) : undefined;
  for (const [name, content] of Object.entries(data ?? {})) python.FS.writeFile(`${DATA}/${name}`, content);
  written = stamps();
}

const stamps = () => Object.fromEntries(files().map((name) => {
  const { mtime, size } = python.FS.stat(`${DATA}/${name}`);
  return [name, `${Number(mtime)} ${size}`];
}));

async function keepData() {
  const now = stamps();
  if (!place || JSON.stringify(now) === JSON.stringify(written)) return;
  const data = Object.fromEntries(files().map((name) => [name, python.FS.readFile(`${DATA}/${name}`)]));
  await done((await store(KEPT, "readwrite")).put(data, place));
  written = now;
}

// ---- What the page asks for

// Of a step that comes after another one, in the same Python.
const add = ({ packages }) => unpack(python, fetchZips(packages));

async function start({ files: project, base, keep, step }) {
  place = keep;
  if (step !== visitor) relay.forget_visitor(); // cookies of one step say nothing to another
  visitor = step;
  relay.lay_out(python.toPy(project));
  await fetchData();
  const failed = relay.start(base, step.includes("/")); // in an exercise, a migration is to be written
  isUp = !failed;
  await keepData();
  postMessage({ started: !failed, trouble: failed });
}

async function answer({ asked }, [port]) {
  const { method, url, headers, body } = asked;
  const given = relay.answer(method, url, python.toPy(headers), python.toPy(body));
  const [status, named, content, trouble] = given.toJs();
  given.destroy();
  await keepData();
  port.postMessage({ status, headers: named, content });
  if (trouble) postMessage({ trouble });
}

async function signIn() {
  const said = relay.sign_in();
  await keepData();
  postMessage({ signedIn: said });
}

// Nothing is compared with an app that has not started.
function migrate({ message }) {
  const given = isUp ? relay.migrate(message) : undefined;
  const [said, made] = given?.toJs({ dict_converter: Object.fromEntries }) ?? ["The app does not start.", {}];
  given?.destroy();
  postMessage({ migrated: { said, made } });
}

const JOBS = { load, add, start, answer, signIn, migrate };
let last = Promise.resolve(); // one after the other
onmessage = ({ data, ports }) => {
  last = last.then(() => JOBS[data.job](data, ports)).catch((error) => {
    postMessage({ broken: String(error.message ?? error) });
  });
};
