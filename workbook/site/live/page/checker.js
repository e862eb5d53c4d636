// Python for checks and tests: apart from the app that runs, and ended with whatever has no end.
import { load as loadPython } from "./python.js";

const MODULES = ["lent.py", "apart.py", "verdict.py", "checker.py"];
let checker, python;

async function load({ packages }) {
  const quiet = () => {};
  python = await loadPython(packages, MODULES, quiet, quiet);
  checker = python.pyimport("checker");
  postMessage({ loaded: true });
}

function check({ files, sources }) {
  checker.check(python.toPy(files), python.toPy(sources), (fact, said) => postMessage({ fact, said }));
  postMessage({ done: true });
}

function test({ files, paths }) {
  checker.test(python.toPy(files), python.toPy(paths), (line) => postMessage({ line }));
  postMessage({ done: true });
}

const read = ({ facts, most }) => postMessage({ read: checker.told(facts, most) });

const JOBS = { load, check, read, test };
let last = Promise.resolve(); // one after the other
onmessage = ({ data }) => {
  last = last.then(() => JOBS[data.job](data)).catch((error) => {
    postMessage({ broken: String(error.message ?? error) });
  });
};
