// What stands between a frame and the app: the service worker, and whom it asks.
const PATIENCE = 5000; // ms
const waiting = new Set();

// Why this browser cannot run an app, or nothing.
export function missing() {
  if (!isSecureContext) return "A browser runs it only under https, or on your own machine.";
  if (!navigator.serviceWorker) return "This browser cannot run it: it has no service workers. A private window may be why.";
  if (typeof WebAssembly === "undefined") return "This browser cannot run it: it has no WebAssembly.";
  return "";
}

// Has the service worker stand there, and returns the address of the app that this page runs.
export async function serve() {
  await navigator.serviceWorker.register("sw.js", { scope: "./" });
  const { active } = await navigator.serviceWorker.ready, channel = new MessageChannel();
  const id = await new Promise((resolve) => {
    channel.port1.onmessage = ({ data }) => resolve(data);
    active.postMessage("whose page", [channel.port2]);
  });
  await controlled();
  return new URL(`app/${id}`, location.href).href;
}

// It has taken this page over before the page knows, and what is fetched until then is not kept.
const controlled = () => navigator.serviceWorker.controller ?? new Promise((resolve) => {
  navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true });
});

const refuse = (port) => port.postMessage({
  status: 503,
  headers: [["Content-Type", "text/html; charset=utf-8"]],
  content: '<!doctype html><title>Stopped</title><p style="font-family: system-ui">The app is stopped. Press Start.',
});

// Carries each question to the worker there is. Told are: a long wait, and a page that was answered.
export function carry(worker, late, answered) {
  navigator.serviceWorker?.addEventListener("message", ({ data: { asked }, ports: [port] }) => {
    if (!asked) return;
    if (!worker()) return refuse(port);
    const channel = new MessageChannel(), one = { port, timer: setTimeout(late, PATIENCE) };
    waiting.add(one);
    channel.port1.onmessage = ({ data }) => {
      clearTimeout(one.timer);
      waiting.delete(one);
      if (asked.isPage) answered(asked, data.status);
      port.postMessage(data);
    };
    worker().postMessage({ job: "answer", asked }, [channel.port2, asked.body]);
  });
}

// Refuses what nobody will answer any more.
export function refuseAll() {
  for (const { port, timer } of waiting) {
    clearTimeout(timer);
    refuse(port);
  }
  waiting.clear();
}
