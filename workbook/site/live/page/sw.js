// Stands between a frame and the network: what is asked of an app goes to the page that runs it, and
// what live is made of is kept, so that it works without a network once it was loaded.
"use strict";
const KEPT = "taskmaster.live.BUILD-OF-LIVE";
const SCOPE = new URL(self.registration.scope);
const APPS = `${SCOPE.pathname}app/`; // then the id of the page that runs the app, then its path
const OWN = ["aside.js", "bridge.js", "check.css", "check.js", "editor.css", "editor.js", "live.css", "page.js", "said.js", "store.js", "tests.js", "tree.js"];
const TYPES = { mjs: "text/javascript", js: "text/javascript", wasm: "application/wasm" };

// The page has been there before this, the first time.
self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((store) => store.addAll(["./", ...OWN])));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("taskmaster.live.") && name !== KEPT) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

// A page is told the id by which it is found again. One that was loaded past this is taken over, too.
self.addEventListener("message", (event) => {
  const tell = () => event.ports[0].postMessage(event.source.id);
  event.waitUntil(self.clients.claim().then(tell));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== SCOPE.origin) return;
  if (url.pathname.startsWith(APPS)) event.respondWith(relayed(event.request, url));
  else if (url.pathname.startsWith(SCOPE.pathname)) event.respondWith(kept(event.request, url));
});

const told = (status, text) => new Response(
  `<!doctype html><meta charset="utf-8"><title>No answer</title><p>${text}`,
  { status, headers: { "Content-Type": "text/html; charset=utf-8" } },
);

async function relayed(request, url) {
  const id = url.pathname.slice(APPS.length).split("/", 1)[0];
  const page = await self.clients.get(id);
  if (!page) return told(503, "The page that ran this app is closed.");
  const body = await request.arrayBuffer(), channel = new MessageChannel();
  const headers = [...request.headers];
  if (request.referrer.startsWith("http")) headers.push(["referer", request.referrer]);
  const answer = new Promise((resolve) => { channel.port1.onmessage = ({ data }) => resolve(data); });
  const asked = { method: request.method, url: url.href, isPage: request.mode === "navigate", headers, body };
  page.postMessage({ asked }, [channel.port2, body]);
  const { status, headers: named, content } = await answer;
  const isBare = request.method === "HEAD" || [204, 205, 304].includes(status);
  return new Response(isBare ? null : content, { status, headers: named });
}

// The page itself is asked for anew as long as there is a network: a server may put its own into it.
async function kept(request, url) {
  const store = await caches.open(KEPT), key = url.origin + url.pathname;
  const found = await store.match(key);
  if (found && !key.endsWith("/")) return found;
  if (coming.has(key)) {
    await coming.get(key).catch(() => {}); // whoever asked first is told why
    const now = await store.match(key);
    if (now) return now;
  }
  const fetching = fetched(request, url, store, found).finally(() => coming.delete(key));
  coming.set(key, fetching);
  return fetching;
}

const coming = new Map(); // what two frames ask for at the same time is fetched once

async function fetched(request, url, store, found) {
  const answer = await fetch(request).catch((error) => found ?? Promise.reject(error));
  if (!answer.ok || answer.redirected) return answer;
  const headers = new Headers(answer.headers), type = TYPES[url.pathname.split(".").pop()];
  if (type) headers.set("Content-Type", type); // not every server knows them
  const whole = new Response(await answer.blob(), { headers });
  await store.put(url.origin + url.pathname, whole.clone()).catch(() => {}); // no room left: then it needs the network
  return whole;
}
