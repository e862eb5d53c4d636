// The page around an app: it starts the worker that runs it, and carries to it what the frame asks.
"use strict";
{
  const at = (id) => document.getElementById(id);
  const step = new URLSearchParams(location.search).get("step") ?? "";
  const [stage, name] = step.split("/");
  const PATIENCE = 5000; // ms
  const FROM_DATA_ON = "03", FROM_SERVERS_ON = "05"; // stages
  const ON_A_SERVER = "gunicorn, PostgreSQL, Redis and a proxy are not here, and a frame is let in.";
  let worker, base, pack, here, keep, pending = new Set(), trail = [], isOnTrail = false;
  let began, phases, isRead = true;

  const signedInAs = () => `Signed in as ${"demo.py" in here.files ? "ada, whom demo.py registers" : "demo"}.`;
  const again = () => keep ? "Press Start, and it goes on with what is kept." : "Press Start, and it begins anew.";
  const say = (text) => { at("status").textContent = text; };

  function show(running) {
    at("start").textContent = running ? "Restart" : "Start";
    for (const id of ["stop"]) at(id).disabled = !worker;
    for (const id of ["demo", "reload", "address", "open"]) at(id).disabled = !running;
    at("back").disabled = !running || trail.length < (isOnTrail ? 2 : 1);
  }

  // ---- What a browser must have

  function missing() {
    if (location.protocol === "file:") return "These are files on a disk: open the site by nox -s docs to run it.";
    if (!isSecureContext) return "A browser runs it only under https, or on your own machine.";
    if (!navigator.serviceWorker) return "This browser cannot run it: it has no service workers. A private window may be why.";
    if (typeof WebAssembly === "undefined") return "This browser cannot run it: it has no WebAssembly.";
    return "";
  }

  function showPicture() {
    if (!here?.picture) return;
    const picture = Object.assign(new Image(), { src: `../assets/shots/${here.picture}`, alt: "A picture of the app, at this step or before" });
    at("app").replaceWith(picture);
  }

  // ---- The step

  async function readPack() {
    const answer = await fetch(`steps/${stage}.json`);
    if (!answer.ok) throw new Error(`there is no stage ${stage}`);
    pack = await answer.json();
    here = pack.steps[name || pack.last];
    if (!here) throw new Error(`there is no step ${step}`);
    document.title = `${here.number} ${here.title}: run it here`;
    document.querySelector("h1").textContent = `${here.number} ${here.title}`;
    at("demo").hidden = !("demo.py" in here.files || "taskmaster/demo.py" in here.files);
  }

  const files = () => Object.fromEntries(Object.entries(here.files).map(([path, blob]) => [path, pack.blobs[blob]]));

  // ---- The service worker, and whose page this is

  async function serve() {
    await navigator.serviceWorker.register("sw.js", { scope: "./" });
    const { active } = await navigator.serviceWorker.ready, channel = new MessageChannel();
    const id = await new Promise((resolve) => {
      channel.port1.onmessage = ({ data }) => resolve(data);
      active.postMessage("whose page", [channel.port2]);
    });
    base = new URL(`app/${id}`, location.href).href;
  }

  navigator.serviceWorker?.addEventListener("message", ({ data, ports: [port] }) => {
    if (data.asked) ask(data.asked, port);
  });

  const refuse = (port) => port.postMessage({
    status: 503,
    headers: [["Content-Type", "text/html; charset=utf-8"]],
    content: '<!doctype html><title>Stopped</title><p style="font-family: system-ui">The app is stopped. Press Start.',
  });

  function ask(asked, port) {
    if (!worker) return refuse(port);
    const channel = new MessageChannel(), timer = setTimeout(() => {
      say("No answer yet. If the app is in an endless loop, press Stop.");
    }, PATIENCE);
    const waiting = { port, timer };
    pending.add(waiting);
    channel.port1.onmessage = ({ data }) => {
      clearTimeout(timer);
      pending.delete(waiting);
      if (asked.isPage) shown(asked, data.status);
      port.postMessage(data);
    };
    worker.postMessage({ job: "answer", asked }, [channel.port2, asked.body]);
  }

  // ---- The worker

  async function holdData() {
    if (stage.slice(0, 2) < FROM_DATA_ON || keep) return;
    if (!navigator.locks) return;
    await new Promise((resolve) => {
      navigator.locks.request(`taskmaster.live ${step}`, { ifAvailable: true }, (lock) => {
        keep = lock ? step : "";
        resolve();
        return lock && new Promise(() => {}); // until this page goes
      });
    });
  }

  function makeWorker() {
    worker = new Worker("worker.js", { type: "module" });
    worker.onmessage = ({ data }) => hear(data);
    worker.onerror = (event) => crashed(event.message || "a part of it could not be loaded");
    worker.postMessage({ job: "load", packages: here.packages });
    say("Loading Python ...");
  }

  async function start() {
    const lack = missing();
    began = performance.now();
    phases = {};
    trail = [];
    at("start").disabled = true;
    try {
      if (!lack) await serve(); // first: it keeps what is fetched after it
      if (!pack) await readPack();
      if (lack) throw new Error(lack);
      await holdData();
      if (worker && stage.slice(0, 2) >= FROM_SERVERS_ON) end(); // its counters live as long as Python
      if (!worker) makeWorker();
      else say("Restarting ...");
      worker.postMessage({ job: "start", files: files(), base, keep: keep ?? "" });
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
    if ("started" in data) started(data.started);
    if ("signedIn" in data) signedIn(data.signedIn);
    if (data.broken) crashed(data.broken);
  }

  function phase(which) {
    phases[which] = Math.round(performance.now() - began);
    if (which === "python") say("Loading the packages of the app ...");
    if (which === "packages") say("Starting the app ...");
  }

  function started(isRunning) {
    at("start").disabled = false;
    phase("app");
    show(isRunning);
    if (!isRunning) return say("The app does not start. What went wrong stands below the frame, or beside it.");
    isRead = false;
    at("app").src = `${base}/`;
  }

  function end() {
    worker?.terminate();
    worker = undefined;
    for (const { port, timer } of pending) {
      clearTimeout(timer);
      refuse(port);
    }
    pending = new Set();
    at("start").disabled = false;
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

  // ---- What is shown

  function note(line) {
    const log = at("log");
    log.append(`${line}\n`);
    log.scrollTop = log.scrollHeight;
  }

  function trouble(text) {
    at("wrong").hidden = !text;
    at("trouble").textContent = text;
  }

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

  const kept = () => keep ? "What you do is kept in this browser." : "What you do is forgotten when it stops.";

  // A step may say to log in as somebody whom the learner has registered long before.
  function whoMayCome() {
    const isAsked = "taskmaster/auth/session.py" in here.files;
    return isAsked && at("demo").hidden ? " Accounts of your own folder are not here: register one, and log in with it." : "";
  }

  function isRunning() {
    phase("page");
    document.body.dataset.phases = JSON.stringify(phases);
    const other = keep === "" ? "It runs in another window, too. " : "";
    const servers = stage.slice(0, 2) >= FROM_SERVERS_ON ? ` ${ON_A_SERVER}` : "";
    say(`It runs, ${(phases.page / 1000).toFixed(1)} s after your press. ${other}${kept()}${whoMayCome()}${servers}`);
  }

  const open = (path) => at("app").contentWindow.location.assign(`${base}${path.startsWith("/") ? "" : "/"}${path}`);

  at("start").onclick = start;
  at("stop").onclick = () => {
    end();
    say(`Stopped. ${again()}`);
  };
  at("demo").onclick = () => {
    at("demo").disabled = true;
    say("Signing in ...");
    worker.postMessage({ job: "signIn" });
  };
  at("reload").onclick = () => at("app").contentWindow.location.reload();
  at("back").onclick = () => {
    if (isOnTrail) trail.pop();
    at("app").contentWindow.location.replace(`${base}${trail.at(-1)}`);
  };
  at("go").onsubmit = (event) => {
    event.preventDefault();
    open(at("address").value);
  };
  at("alone").href = `?step=${step}`;
  at("alone").hidden = window === parent;
  if (missing()) say(missing());
  // The site's own switch between light and dark counts for this part of its pages.
  const scheme = parent.document.body.dataset.mdColorScheme;
  if (scheme) document.documentElement.style.colorScheme = scheme === "slate" ? "dark" : "light";
  // In the page of a step, somebody has pressed already.
  if (location.hash === "#start") start();
}
