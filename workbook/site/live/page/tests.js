// The tests of a step: pytest, in a new Python each time, on a copy of what stands in the editor.
import { ask, offer, prepare } from "./aside.js";
import { at } from "./said.js";

const TESTS = /^tests\/test_\w+\.py$/;
const LEFT_OUT = "import hypothesis"; // a part of it is compiled for a terminal
const FROM = "from hypothesis import";

// Has the buttons run the tests of all files, and those of the one that is open.
export function offerTests({ tree, packages, tests }) {
  const run = (choose) => async (signal) => {
    const files = tree.files(), every = Object.keys(files).filter((path) => TESTS.test(path)).sort();
    const needs = every.filter((path) => files[path].includes(LEFT_OUT) || files[path].includes(FROM));
    const chosen = choose(every), paths = chosen.filter((path) => !needs.includes(path));
    const without = chosen.filter((path) => needs.includes(path)).join(", ");
    const said = without && ` Without ${without}: Hypothesis has a part that does not run in a page.`;
    if (!paths.length) throw new Error(without ? said.trim().slice(0, -1) : "open a file of tests first");
    const printed = document.createElement("pre");
    printed.tabIndex = 0;
    const tell = ({ line }) => {
      if (!printed.isConnected) at("parts").replaceChildren(printed);
      at("result").textContent = "pytest runs ...";
      printed.append(line);
      printed.scrollTop = printed.scrollHeight;
    };
    const message = { job: "test", files, paths };
    const end = await ask(prepare([...packages, ...tests]), message, { signal, tell });
    at("result").textContent = (end === "done" ? "pytest has come to its end." : "Your code ends the program here.") + said;
  };
  offer("testAll", "the tests", "pytest", ["testFile", "step"], run((every) => every));
  offer("testFile", "these tests", "pytest", ["testAll", "step"], run((every) => every.filter((path) => path === at("file").value)));
}
