// Keeps the pages of sensors on the phone, and sends what waits there when the net is back.
"use strict";
importScripts({{ queue|safe }});

const ASSETS = {{ assets|safe }}, OFFLINE = {{ offline|safe }};
const FILES = "aia-files-{{ version }}", DOORS = "aia-doors", PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(FILES).then((cache) => cache.addAll([...ASSETS, OFFLINE])));
  self.skipWaiting();
});

const tidy = async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith("aia-files-") && name !== FILES) await caches.delete(name);
  }
  await self.clients.claim();
};
self.addEventListener("activate", (event) => event.waitUntil(tidy()));

// Only pages that say so are kept: never answers, never anybody's own pages.
const keepDoor = async (address, answer) => {
  if (!answer.ok || !answer.headers.has("X-Aia-Keep")) return;
  const cache = await caches.open(DOORS);
  const bare = new URL(address);
  bare.search = "";
  await cache.put(address, answer.clone());
  await cache.put(bare.href, answer.clone());
};

const inTime = (promise) => Promise.race([
  promise, new Promise((_, late) => setTimeout(() => late(new Error("late")), PATIENCE)),
]);

const page = async (request) => {
  const kept = async () => await caches.match(request, { ignoreVary: true })
    ?? await caches.match(request, { ignoreVary: true, ignoreSearch: true }) ?? null;
  const fresh = fetch(request).then(async (answer) => {
    await keepDoor(request.url, answer);
    return answer;
  });
  try {
    return await (await kept() ? inTime(fresh) : fresh);
  } catch {
    fresh.catch(() => {});
    return await kept() ?? caches.match(OFFLINE, { ignoreVary: true });
  }
};

const file = async (request) => await caches.match(request, { ignoreVary: true }) ?? fetch(request);

self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (ASSETS.includes(pathname)) event.respondWith(file(request));
});

self.addEventListener("sync", (event) => {
  if (event.tag === "aia-notices") event.waitUntil(self.aiaQueue.flush(true));
});

self.addEventListener("message", (event) => {
  const address = event.data?.keep;
  if (!address || new URL(address).origin !== location.origin) return;
  event.waitUntil(fetch(address).then((answer) => keepDoor(address, answer)).catch(() => {}));
});
