// Python, and the app in it. An endless loop stops this worker alone, and the page can end it.
import { loadPyodide } from "./pyodide/pyodide.mjs";
import { scrypt } from "./hashes/scrypt.js";
import { done, store } from "./store.js";

const PACKAGES = "/packages", DATA = "/home/you/taskmaster/instance";
const KEPT = "taskmaster.live"; // a database; its keys: steps
const log = (line) => postMessage({ log: line });
let python, relay, place, visitor, written = {};

async function bytes(path) {
  const answer = await fetch(new URL(path, import.meta.url));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.arrayBuffer();
}

// Werkzeug hashes passwords with scrypt, which this Python has been built without.
const hash = (password, salt, N, r, p, dkLen) => scrypt(password.toJs(), salt.toJs(), { N, r, p, dkLen });

const fetchZips = (packages) => Promise.all(packages.map((name) => bytes(`packages/${name}.zip`)));

async function unpack(zips) {
  for (const zip of await zips) python.unpackArchive(zip, "zip", { extractDir: PACKAGES });
}

async function load({ packages }) {
  const zips = fetchZips(packages);
  const source = fetch(new URL("relay.py", import.meta.url)).then((answer) => answer.text());
  python = await loadPyodide({ stdout: log, stderr: log });
  postMessage({ phase: "python" });
  await unpack(zips);
  python.runPython(`import sys; sys.path.append("${PACKAGES}"); sys.dont_write_bytecode = True`);
  python.FS.mkdirTree("/live");
  python.FS.writeFile("/live/relay.py", await source);
  python.runPython(`sys.path.append("/live")`);
  relay = python.pyimport("relay");
  relay.lend_scrypt(hash);
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
const add = ({ packages }) => unpack(fetchZips(packages));

async function start({ files: project, base, keep, step }) {
  place = keep;
  if (step !== visitor) relay.forget_visitor(); // cookies of one step say nothing to another
  visitor = step;
  relay.lay_out(python.toPy(project));
  await fetchData();
  const failed = relay.start(base);
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

const JOBS = { load, add, start, answer, signIn };
let last = Promise.resolve(); // one after the other
onmessage = ({ data, ports }) => {
  last = last.then(() => JOBS[data.job](data, ports)).catch((error) => {
    postMessage({ broken: String(error.message ?? error) });
  });
};
