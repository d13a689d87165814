// The notices that wait on this phone. Read by the page and by the service worker alike.
// Each has a key of its own: sent twice, it arrives once. It leaves the phone only when the server
// says that it has arrived, or when its writer deletes it.
"use strict";

self.aiaQueue = (() => {
  const BASE = "aia-notices", STORE = "notices", MOST = 20, MOST_BYTES = 40 * 1024 * 1024;
  const LATER = 30_000, LONGEST_WAIT = 60 * 60 * 1000;
  const FIELDS = ["text", "municipality", "somewhere", "age", "urgency", "awareness", "contact"];

  const opened = () => new Promise((done, failed) => {
    const asked = indexedDB.open(BASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = asked.onblocked = () => failed(asked.error);
  });

  const within = async (mode, work) => {
    const base = await opened();
    try {
      return await new Promise((done, failed) => {
        const act = base.transaction(STORE, mode, mode === "readwrite" ? { durability: "strict" } : {});
        const asked = work(act.objectStore(STORE));
        act.oncomplete = () => done(asked.result);
        act.onerror = act.onabort = () => failed(act.error);
      });
    } finally {
      base.close();
    }
  };

  const all = async () => (await within("readonly", (store) => store.getAll()))
    .sort((one, other) => one.written - other.written);
  const keep = (item) => within("readwrite", (store) => store.put(item));
  const forget = (key) => within("readwrite", (store) => store.delete(key));
  const size = (item) => (item.photo?.size ?? 0) + (item.voice?.size ?? 0);

  const add = async (item) => {
    const kept = await all();
    const bytes = kept.reduce((sum, one) => sum + size(one), size(item));
    if (kept.length >= MOST || bytes > MOST_BYTES) throw new Error("full");
    await keep({ ...item, written: Date.now(), state: "waiting", next: 0 });
  };

  // How long it waited is told, never the hour: a clock that is wrong is wrong at both ends.
  const body = (item) => {
    const form = new FormData();
    for (const name of FIELDS) form.set(name, item[name] ?? "");
    form.set("key", item.key);
    form.set("token", item.token);
    form.set("lang", item.lang);
    form.set("waited", String(Math.max(0, Math.round((Date.now() - item.written) / 1000))));
    if (item.photo) form.set("photo", item.photo, "photo");
    if (item.voice) form.set("voice", item.voice, "voice");
    if (item.voice) form.set("seconds", String(item.seconds ?? ""));
    return form;
  };

  const send = async (item) => {
    const answer = await fetch(item.url, {
      method: "POST", body: body(item), credentials: "omit", cache: "no-store",
      headers: { Accept: "application/json" },
    });
    if (!(answer.headers.get("Content-Type") ?? "").includes("json")) throw new Error("not ours");
    return { status: answer.status, told: await answer.json() };
  };

  // What the server said about one notice, as it is kept from now on.
  const after = (item, { status, told }) => {
    if (status < 300) {
      const { code, day, numbers, already } = told;
      return { key: item.key, url: item.url, written: item.written, state: "sent", code, day, numbers, already };
    }
    if (told.token) return { ...item, token: told.token, next: Date.now() + 4000 };
    if (status === 429) return { ...item, busy: true, next: Date.now() + 1000 * (told.wait ?? 60) };
    if (status < 500) return { ...item, state: "refused", problems: told.problems ?? {} };
    return { ...item, next: Date.now() + LATER };
  };

  const due = (item, forced) => item.state === "waiting"
    && (forced || item.next <= Date.now() || item.next > Date.now() + LONGEST_WAIT);

  const sendAll = async (forced) => {
    for (const item of await all()) {
      if (!due(item, forced)) continue;
      let told;
      try {
        told = after(item, await send(item));
      } catch {
        told = { ...item, next: Date.now() + LATER };
      }
      await keep(told);
    }
    return all();
  };

  // One at a time, whether the page or the worker began.
  const flush = (forced = false) => self.navigator.locks
    ? navigator.locks.request("aia-notices", () => sendAll(forced))
    : sendAll(forced);

  return { add, all, keep, forget, flush, FIELDS };
})();
