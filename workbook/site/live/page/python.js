// Python with packages, with modules of ours, and with what it lacks in a browser.
import { pbkdf2 } from "./hashes/pbkdf2.js";
import { scrypt } from "./hashes/scrypt.js";
import { sha256, sha512 } from "./hashes/sha2.js";
import { loadPyodide } from "./pyodide/pyodide.mjs";

const PACKAGES = "/packages", OURS = "/live";
const KINDS = { sha256, sha512 };

async function bytes(path) {
  const answer = await fetch(new URL(path, import.meta.url));
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.arrayBuffer();
}

// Werkzeug hashes passwords with functions that this Python has been built without.
const byScrypt = (password, salt, N, r, p, dkLen) => scrypt(password.toJs(), salt.toJs(), { N, r, p, dkLen });
const byPbkdf2 = (kind, password, salt, c, dkLen) => pbkdf2(KINDS[kind], password.toJs(), salt.toJs(), { c, dkLen });

export const fetchZips = (packages) => Promise.all(packages.map((name) => bytes(`packages/${name}.zip`)));

export async function unpack(python, zips) {
  for (const zip of await zips) python.unpackArchive(zip, "zip", { extractDir: PACKAGES });
}

// Returns Python, once it can import the modules. Told is when it is there itself.
export async function load(packages, modules, log, began) {
  const zips = fetchZips(packages), ours = modules.map(bytes);
  const python = await loadPyodide({ stdout: log, stderr: log });
  began();
  await unpack(python, zips);
  python.FS.mkdirTree(OURS);
  for (const [at, text] of (await Promise.all(ours)).entries()) {
    python.FS.writeFile(`${OURS}/${modules[at]}`, new Uint8Array(text));
  }
  python.runPython(`import sys; sys.path += ["${PACKAGES}", "${OURS}"]; sys.dont_write_bytecode = True`);
  python.pyimport("lent").lend(byScrypt, byPbkdf2);
  return python;
}
