// The check of an exercise, as the terminal's: each time in a new Python, on a copy of what is edited.
import { ask, offer, prepare } from "./aside.js";
import { at } from "./said.js";

const MOST = 60; // seconds for one part, of a Python that is some times slower than a terminal's
const [PASSED, OPEN] = ["passed", "not yet"];
const TICKS = "taskmaster.progress"; // where reader.js keeps them; it hears when one is added
let ready; // a Python in which no check has run yet

// Another Python says what one has said that came to no end.
async function read({ worker, loaded }, facts, most) {
  await loaded;
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => data.read ? resolve(JSON.parse(data.read)) : reject(new Error(data.broken));
    worker.postMessage({ job: "read", facts: JSON.stringify(facts), most });
  });
}

const made = (name, text, className = "") => Object.assign(document.createElement(name), { textContent: text, className });

function show(parts, judged) {
  const list = document.createElement("ol");
  at("parts").replaceChildren(list);
  list.append(...parts.map(([what, why], number) => {
    const item = document.createElement("li");
    const kind = number >= judged ? "..." : why === null ? PASSED : OPEN;
    item.className = { [PASSED]: "holds", [OPEN]: "open" }[kind] ?? "";
    item.append(made("b", kind), " ", made("span", what, "what"));
    if (kind === OPEN) item.append(made("p", why, "why"));
    return item;
  }));
}

function ticked() {
  try {
    return JSON.parse(localStorage.getItem(TICKS))?.done;
  } catch { // what is kept is damaged: reader.js begins anew then, too
    return {};
  }
}

function tick(exercise) {
  const done = { [`exercises/${exercise}`]: new Date().toISOString(), ...ticked() };
  try {
    localStorage.setItem(TICKS, JSON.stringify({ version: 1, done }, null, 1));
  } catch { // nothing can be kept here: the exercise's own button says so, to who presses it
  }
}

// In the page of the exercise, its hints and its solution are there; a site may withhold that.
function leadOn(exercise, name, { count, passed }) {
  const page = `../exercises/${exercise}/`, target = window === parent ? "_blank" : "_top";
  const solution = window !== parent && parent.document.querySelector('article a[href*="solutions/"]');
  const link = (href, words) => Object.assign(made("a", words), { href, target });
  const end = passed ? `${count}: ${name} is done. Compare your way with ` : `${count}. `;
  const way = solution ? link(solution.href, "the solution") : "the solution";
  at("result").replaceChildren(end, passed ? way : link(`${page}#hints`, "Hints"), passed ? "." : " are on the page of the exercise.");
}

// Has the button check what stands in the editor.
export function offerCheck(exercise, { number: name, tree, check: { sources, packages, patience } }) {
  const most = MOST * patience;
  offer("check", "the check", "the check", [], async (signal) => {
    const files = tree.files(), mine = ready ?? prepare(packages), facts = [];
    ready = undefined;
    const tell = ({ fact, said }) => {
      const { parts } = JSON.parse(said), judged = facts.push(JSON.parse(fact)) - 1;
      show(parts, judged);
      at("result").textContent = `Checked: ${judged} of ${parts.length} ...`;
    };
    const end = await ask(mine, { job: "check", files, sources }, { signal, most, tell });
    ready = prepare(packages); // for the next press, and to say what one has said that was ended
    const said = await read(ready, end === "computes" && facts.length ? [...facts, { endless: end }] : facts, most);
    show(said.parts, said.parts.length);
    leadOn(exercise, name, said);
    if (said.passed) tick(exercise);
  });
}
