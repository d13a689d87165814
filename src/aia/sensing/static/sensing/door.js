// The form of a sensor's page: what is written is first kept on the phone, then sent. Without
// scripts, or where the phone keeps nothing, the form is sent as any other.
"use strict";

(() => {
  const queue = self.aiaQueue, tray = self.aiaTray;
  const form = document.getElementById("notice"), door = document.getElementById("door");
  const said = document.getElementById("said"), button = document.getElementById("send");
  const unsent = document.getElementById("unsent"), offline = document.getElementById("offline");
  const lines = JSON.parse(document.getElementById("lines").textContent);
  const sendLabel = button.textContent;
  let current = null, waited = false, busy = false, worker = null, again = 0;

  const newKey = () => {
    const drawn = crypto.getRandomValues(new Uint8Array(16));
    drawn[6] = (drawn[6] & 0x0f) | 0x40;
    drawn[8] = (drawn[8] & 0x3f) | 0x80;
    const hex = [...drawn].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  const tell = (problem, field) => {
    unsent.textContent = problem;
    unsent.hidden = !problem;
    if (!problem) return;
    document.getElementById(field)?.closest("details")?.setAttribute("open", "");
    (document.getElementById(field) ?? unsent).focus();
  };

  const instead = (name, fill = () => {}) => {
    const made = document.getElementById(name).content.cloneNode(true);
    fill(made);
    said.replaceChildren(made);
    said.hidden = false;
    door.hidden = true;
    scrollTo(0, 0);
    said.focus();
  };

  const thank = (item) => instead("thanks", (page) => {
    page.querySelector("[data-code]").textContent = item.code ?? "";
    page.querySelector("[data-already]").hidden = !item.already;
    page.querySelector("[data-danger]").hidden = !item.numbers?.length;
    if (item.day) page.querySelector("[data-day]").textContent = lines.due.replace("%(day)s", item.day);
    const copy = page.querySelector("[data-copy]");
    copy.hidden = !navigator.clipboard;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(item.code);
      copy.textContent = lines.copied;
    });
  });

  const refill = (item) => {
    for (const name of queue.FIELDS) {
      const field = form.elements[name];
      if (field) field.value = item[name] ?? "";
    }
    said.hidden = true;
    door.hidden = false;
    const [field, problem] = Object.entries(item.problems ?? {})[0] ?? ["", ""];
    tell(problem, field);
  };

  // The notice that was just written leaves the tray: the page itself tells how it went. A code that
  // came later than its writer waited stays on the phone too, until they say that they have it.
  const shown = async (items) => {
    const own = items.find((item) => item.key === current);
    if (own?.state === "sent") {
      current = null;
      thank(own);
      if (!waited) await queue.forget(own.key);
    } else if (own?.state === "refused") {
      current = null;
      await queue.forget(own.key);
      refill(own);
    } else if (own && door.hidden === false) {
      waited = true;
      instead("kept");
    }
    tray.show(own && own.state !== "waiting" ? items.filter((item) => item !== own) : items);
    const soon = Math.min(...items.filter((item) => item.state === "waiting").map((item) => item.next));
    clearTimeout(again);
    if (soon - Date.now() < 30_000) again = setTimeout(refresh, Math.max(1000, soon - Date.now()));
  };

  const refresh = async (forced = false) => {
    try {
      await shown(await (navigator.onLine ? queue.flush(forced) : queue.all()));
    } catch {
      tray.show([]);
    }
  };

  const written = async () => {
    const files = await self.aiaMedia.files();
    if (files.wrong) return files;
    const item = { key: newKey(), url: form.action, lang: form.elements.lang.value, token: form.elements.token.value, ...files };
    for (const name of queue.FIELDS) item[name] = new FormData(form).get(name) ?? "";
    return item;
  };

  const submitted = async () => {
    const item = await written();
    if (item.wrong) return tell(lines[item.why], item.wrong);
    if (!item.text.trim() && !item.voice && !item.photo) return tell(lines.empty, "text");
    try {
      await queue.add(item);
    } catch {
      return navigator.onLine ? form.submit() : tell(lines.full, "send");
    }
    current = item.key;
    waited = false;
    form.reset();
    worker?.sync?.register("aia-notices").catch(() => {});
    return refresh(true);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    tell("");
    button.textContent = lines.sending;
    button.setAttribute("aria-disabled", "true");
    try {
      await submitted();
    } finally {
      busy = false;
      button.textContent = sendLabel;
      button.removeAttribute("aria-disabled");
    }
  });

  const online = () => {
    offline.hidden = navigator.onLine;
    refresh(navigator.onLine);
  };

  const install = async () => {
    if (!navigator.serviceWorker) return;
    await navigator.serviceWorker.register(form.dataset.worker);
    worker = await navigator.serviceWorker.ready;
    worker.active.postMessage({ keep: location.href });
  };

  tray.on({
    changed: refresh,
    mend: async (item) => {
      await queue.forget(item.key);
      refill(item);
      refresh();
    },
  });
  addEventListener("online", online);
  addEventListener("offline", online);
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
  setInterval(() => document.hidden || refresh(), 60_000);
  document.getElementById("wrong")?.focus();
  online();
  install().catch(() => {});
})();
