// The page around an app: it starts the worker that runs it, and carries to it what the frame asks.
import { carry, missing, refuseAll, serve } from "./bridge.js";
import { at, note, say, trouble } from "./said.js";
import { readExercise, readStep } from "./tree.js";

const asked = new URLSearchParams(location.search), exercise = asked.get("exercise");
let step = exercise ?? asked.get("step") ?? "";
const [stage] = step.split("/"); // an exercise, too, begins with the number of its stage
const FROM_DATA_ON = "03", FROM_SERVERS_ON = "05"; // stages
const ON_A_SERVER = "gunicorn, PostgreSQL, Redis and a proxy are not here, and a frame is let in.";
let worker, loaded, base, reading, here, keep, release, trail = [], isOnTrail = false;
let began, phases, put, isRead = true, isEditing = false, isTurning = false;

const kept = () => keep ? "Its data is kept in this browser." : "Its data is forgotten when it stops, your files are not.";
const again = () => keep ? "Press Start, and it goes on with what is kept." : "Press Start, and it begins anew.";
const signedInAs = () => `Signed in as ${"demo.py" in here.files ? "ada, whom demo.py registers" : "demo"}.`;

function show(running) {
  at("start").textContent = running ? "Restart" : "Start";
  at("stop").disabled = !worker;
  for (const id of ["demo", "reload", "address", "open"]) at(id).disabled = !running;
  at("back").disabled = !running || trail.length < (isOnTrail ? 2 : 1);
}

// ---- The step

function showPicture() {
  if (!here?.picture) return;
  const picture = Object.assign(new Image(), { src: `../assets/shots/${here.picture}`, alt: "A picture of the app, at this step or before" });
  at("app").replaceWith(picture);
}

async function read() {
  reading ??= (exercise ? readExercise(exercise) : readStep(...step.split("/"))).catch((error) => {
    reading = undefined;
    throw error;
  });
  here = await reading;
  document.title = `${here.number} ${here.title}: run it here`;
  document.querySelector("h1").textContent = `${here.number} ${here.title}`;
  if (at("others").hidden) listSteps();
  at("before").hidden = at("step").selectedIndex < 1;
  at("demo").hidden = !("demo.py" in here.files || "taskmaster/demo.py" in here.files);
}

function listSteps() {
  at("step").replaceChildren(...here.others.map(([name, { number, title }]) => new Option(`${number} ${title}`, name)));
  at("step").value = here.name;
  at("others").hidden = here.others.length < 2;
}

// ---- The worker

async function holdData() {
  // Of an exercise no data is kept: it may be of a migration that is written anew.
  if (exercise || stage.slice(0, 2) < FROM_DATA_ON || keep || !navigator.locks) return;
  await new Promise((resolve) => {
    navigator.locks.request(`taskmaster.live ${step}`, { ifAvailable: true }, (lock) => {
      keep = lock ? step : "";
      resolve();
      return lock && new Promise((free) => { release = free; }); // or until this page goes
    });
  });
}

function makeWorker() {
  worker = new Worker("worker.js", { type: "module" });
  worker.onmessage = ({ data }) => hear(data);
  worker.onerror = (event) => crashed(event.message || "a part of it could not be loaded");
  worker.postMessage({ job: "load", packages: here.packages });
  loaded = here.packages;
  say("Loading Python ...");
}

// Python goes on with another step, unless it has what that one doesn't.
function goOn() {
  const more = here.packages.filter((each) => !loaded.includes(each));
  if (more.length) worker.postMessage({ job: "add", packages: more });
  loaded = here.packages;
  say("Restarting ...");
}

async function start() {
  const lack = missing();
  began = performance.now();
  phases = {};
  trail = [];
  for (const id of ["start", "again"]) at(id).disabled = true;
  trouble("");
  try {
    if (!lack) base = await serve(); // first: it keeps what is fetched after it
    await read();
    if (lack) throw new Error(lack);
    await holdData();
    if (worker && loaded.some((each) => !here.packages.includes(each))) end();
    if (!worker) makeWorker();
    else goOn();
    worker.postMessage({ job: "start", files: here.tree.files(), base, keep: keep ?? "", step });
  } catch (error) {
    say(lack || `It cannot be started: ${error.message}.`);
    showPicture();
  }
  show(false);
}

function hear(data) {
  if ("log" in data) note(data.log);
  if (data.phase) phase(data.phase);
  if ("trouble" in data) trouble(data.trouble);
  if ("started" in data) started(data.started, data.trouble);
  if ("signedIn" in data) signedIn(data.signedIn);
  if (data.migrated) migrated(data.migrated);
  if (data.broken) crashed(data.broken);
}

function phase(which) {
  phases[which] = Math.round(performance.now() - began);
  if (which === "python") say("Loading the packages of the app ...");
  if (which === "packages") say("Starting the app ...");
}

function started(isRunning, why) {
  for (const id of ["start", "again"]) at(id).disabled = false;
  phase("app");
  show(isRunning);
  at("app").classList.toggle("old", !isRunning);
  if (!isRunning) return say(`The app does not start: ${why.trim().split("\n").at(-1)} More stands under What went wrong.`);
  isRead = false;
  at("app").src = `${base}/`;
}

function end() {
  worker?.terminate();
  worker = undefined;
  at("app").classList.add("old");
  refuseAll();
  for (const id of ["start", "again"]) at(id).disabled = false;
  show(false);
}

function crashed(why) {
  end();
  trouble(why);
  say(`Python has stopped. ${again()}`);
}

function signedIn(refused) {
  at("demo").disabled = false;
  if (refused) return say(refused);
  say(signedInAs());
  at("app").contentWindow.location.replace(`${base}/`);
}

async function migrated({ said, made }) {
  note(said);
  await put(made);
  const [path] = Object.keys(made);
  at("kept").textContent = path ? `Written: ${path}. Read it before it runs.` : "No migration is written. The log says why.";
}

// ---- What is shown

// An address is one to come back to if its page was asked for, and not sent to.
function shown({ method, url }, status) {
  const path = url.slice(base.length) || "/";
  at("address").value = path;
  if (status < 500) trouble("");
  // What is sent may be the button to log out.
  if (method !== "GET" && at("status").textContent === signedInAs()) say(`It runs. ${kept()}`);
  if (status >= 300 && status < 400) return; // the frame goes on to another one
  isOnTrail = method === "GET";
  if (isOnTrail && trail.at(-1) !== path) trail.push(path);
  show(true);
  if (!isRead) isRunning();
  isRead = true;
}

// A step may say to log in as somebody whom the learner has registered long before.
function whoMayCome() {
  const isAsked = "taskmaster/auth/session.py" in here.files;
  return isAsked && at("demo").hidden ? " Accounts of your own folder are not here: register one, and log in with it." : "";
}

function isRunning() {
  phase("page");
  document.body.dataset.phases = JSON.stringify(phases);
  const other = keep === "" ? "It runs in another window, too. " : "";
  const changed = here.tree.changed().length ? "It has your changes. " : "";
  const servers = stage.slice(0, 2) >= FROM_SERVERS_ON ? ` ${ON_A_SERVER}` : "";
  say(`It runs, ${(phases.page / 1000).toFixed(1)} s after your press. ${changed}${other}${kept()}${whoMayCome()}${servers}`);
}

// Somebody may have gone on to the next one meanwhile, key by key.
async function turn() {
  if (isTurning) return;
  isTurning = true;
  for (let name = ""; name !== at("step").value; await turnTo(name)) name = at("step").value;
  isTurning = false;
}

// Another step of the stage, whose app runs at once if one does now.
async function turnTo(name) {
  step = `${stage}/${name}`;
  reading = keep = undefined;
  release?.();
  release = undefined;
  history.replaceState(null, "", `?step=${step}`);
  at("alone").href = `?step=${step}#pressed`;
  for (const id of ["testAll", "testFile", "verdict"]) at(id).hidden = true; // they are of the step before
  if (worker) await start();
  else await read().catch(({ message }) => say(`It cannot be read: ${message}.`));
  if (!isEditing) return;
  at("text").replaceChildren();
  await showFiles();
}

// To write oneself what a step adds, one begins where the step before it has ended.
async function stepBack() {
  at("step").selectedIndex -= 1;
  await turn();
  if (at("editor").hidden) await edit();
}

// In a narrow window the app stands below the files.
async function runAgain() {
  await start();
  at("app").scrollIntoView({ block: "nearest" });
}

const open = (path) => at("app").contentWindow.location.assign(`${base}${path.startsWith("/") ? "" : "/"}${path}`);

async function edit() {
  at("editor").hidden = !at("editor").hidden;
  at("edit").setAttribute("aria-expanded", !at("editor").hidden);
  if (!isEditing) await showFiles();
}

async function showFiles() {
  isEditing = true;
  try {
    if (!missing()) base = await serve();
    await read();
    const editor = await import("./editor.js");
    put = await editor.edit(here.tree, here.number);
    at("migrate").hidden = !exercise || !("migrations/env.py" in here.files);
    if (exercise) (await import("./check.js")).offerCheck(exercise, here);
    else if (here.tests.length) (await import("./tests.js")).offerTests(here);
  } catch (error) {
    isEditing = false;
    say(`Its files cannot be shown: ${error.message}.`);
  }
}

const late = () => say("No answer yet. If the app is in an endless loop, press Stop.");

carry(() => worker, late, shown);
at("edit").onclick = edit;
at("again").onclick = runAgain;
// Before the editor hears of it, for which it is an empty line.
at("text").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.stopPropagation();
  at("again").click();
}, { capture: true });
at("start").onclick = start;
at("before").onclick = stepBack;
at("migrate").onclick = async () => {
  const message = prompt("What the migration does, in a few words:");
  if (!message) return;
  await start(); // what stands in the editor is what it is written for
  worker?.postMessage({ job: "migrate", message });
};
at("stop").onclick = () => {
  end();
  say(`Stopped. ${again()}`);
};
at("demo").onclick = () => {
  at("demo").disabled = true;
  say("Signing in ...");
  worker.postMessage({ job: "signIn" });
};
at("step").onchange = turn;
at("reload").onclick = () => at("app").contentWindow.location.reload();
at("back").onclick = () => {
  if (isOnTrail) trail.pop();
  at("app").contentWindow.location.replace(`${base}${trail.at(-1)}`);
};
at("go").onsubmit = (event) => {
  event.preventDefault();
  open(at("address").value);
};
at("alone").href = `${location.search}#pressed`;
at("alone").hidden = window === parent;
if (missing()) say(missing());
// The site's own switch between light and dark counts for this part of its pages.
const scheme = parent.document.body.dataset.mdColorScheme;
if (scheme) document.documentElement.style.colorScheme = scheme === "slate" ? "dark" : "light";
// In the page of a step, somebody has pressed already. No element is called so: both pages would scroll to it.
if (location.hash === "#pressed") {
  if (exercise) edit();
  start();
}
