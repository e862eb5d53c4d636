// A Python beside the app's, for what may come to no end, and leaves things as they should not stay:
// checks and tests. Each is used once.
import { at } from "./said.js";

const STOPPED = "you have stopped it";
const EXITS = /terminated with exit/; // os._exit, say

export function prepare(packages) {
  const worker = new Worker("checker.js", { type: "module" });
  const loaded = new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => data.loaded ? resolve() : reject(new Error(data.broken));
    worker.onerror = (event) => reject(new Error(event.message || "a part of it could not be loaded"));
  });
  loaded.catch(() => {}); // whoever waits for it is told
  worker.postMessage({ job: "load", packages: [...new Set(packages)] });
  return { worker, loaded };
}

// Asks for something that begins to be said at once, and ends with `done`. What is heard goes to
// `tell`. Returned is whether it came to its end; `most` are the seconds from one message to the next.
export async function ask({ worker, loaded }, message, { signal, most, tell }) {
  const stopped = new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error(STOPPED)), { once: true });
  });
  try {
    await Promise.race([loaded, stopped]);
    return await Promise.race([heard(worker, message, most, tell), stopped]);
  } finally {
    worker.terminate();
  }
}

const heard = (worker, message, most, tell) => new Promise((resolve, reject) => {
  let timer;
  const end = (how, what) => {
    clearTimeout(timer);
    how(what);
  };
  const wait = () => {
    clearTimeout(timer);
    if (most) timer = setTimeout(() => end(resolve, "computes"), most * 1000);
  };
  worker.onmessage = ({ data }) => {
    if (data.done) return end(resolve, "done");
    if (data.broken) return EXITS.test(data.broken) ? end(resolve, "exits") : end(reject, new Error(data.broken));
    wait();
    tell(data);
  };
  worker.onerror = ({ message: said }) => end(reject, new Error(said || "Python has stopped"));
  wait();
  worker.postMessage(message);
});

// Lets a button begin something, and stop it while it goes on; others wait meanwhile.
export function offer(id, what, who, others, job) {
  const button = at(id), words = button.textContent;
  let going;
  button.hidden = false;
  button.onclick = async () => {
    if (going) return going.abort();
    going = new AbortController();
    button.textContent = `Stop ${what}`;
    for (const other of others) at(other).disabled = true;
    at("verdict").hidden = false;
    at("verdict").classList.remove("old");
    at("who").textContent = `What ${who} says`;
    at("parts").replaceChildren();
    at("result").textContent = `Loading a Python for ${what} ...`;
    at("verdict").scrollIntoView({ block: "nearest" });
    try {
      await job(going.signal);
    } catch (error) {
      at("result").textContent = `It did not come to its end: ${error.message}.`;
    }
    going = undefined;
    button.textContent = words;
    for (const other of others) at(other).disabled = false;
  };
}
