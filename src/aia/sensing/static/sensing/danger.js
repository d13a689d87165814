// Words of danger, looked for as danger.py does: the numbers show while somebody is still typing.
"use strict";

(() => {
  const form = document.getElementById("notice"), box = document.getElementById("danger");
  const text = document.getElementById("text");
  let words = null;

  const plain = (told) => {
    const bare = told.normalize("NFKD").replace(/[ʼ’'`]/g, "").replace(/\p{M}/gu, "");
    return ` ${bare.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
  };

  const look = () => {
    if (!words) return;
    const told = plain(text.value);
    const tells = (kind) => words[kind].some((word) => told.includes(word));
    if (tells("life") || tells("violence")) box.hidden = false;
  };

  const fetched = async () => {
    try {
      words = await (await fetch(form.dataset.words, { credentials: "omit" })).json();
      look();
    } catch {
      text.addEventListener("focus", fetched, { once: true });
    }
  };

  text.addEventListener("input", look);
  fetched();
})();
