// What still waits on this phone, what could not be sent, and codes that arrived meanwhile.
// The words themselves are not shown: somebody else may hold this phone.
"use strict";

self.aiaTray = (() => {
  const tray = document.getElementById("tray");
  const lines = JSON.parse(document.getElementById("lines").textContent);
  const hour = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  let mend = () => {}, changed = () => {};

  const made = (name, text, className = "") => {
    const node = document.createElement(name);
    node.textContent = text;
    if (className) node.className = className;
    return node;
  };

  const act = (text, done) => {
    const button = made("button", text, "plain");
    button.type = "button";
    button.addEventListener("click", done);
    return button;
  };

  const removal = (item) => act(lines.delete, async () => {
    if (!confirm(lines.sure)) return;
    await self.aiaQueue.forget(item.key);
    changed();
  });

  const waiting = (item) => [
    made("h2", lines.waiting),
    ...(item.busy ? [made("p", lines.busy)] : []),
    [act(lines.retry, () => changed(true)), removal(item)],
  ];

  const refused = (item) => [
    made("h2", lines.waiting),
    ...Object.values(item.problems).map((problem) => made("p", problem, "problem")),
    [act(lines.mend, () => mend(item)), removal(item)],
  ];

  const sent = (item) => {
    const code = made("p", item.code ?? "", "code");
    code.dir = "ltr";
    const noted = act(lines.noted, async () => {
      await self.aiaQueue.forget(item.key);
      changed();
    });
    return [made("h2", lines.arrived), code, made("p", lines.code_text), [noted]];
  };

  const card = (item) => {
    const box = document.createElement("article");
    const [heading, ...rest] = { waiting, refused, sent }[item.state](item);
    const buttons = document.createElement("p");
    buttons.className = "acts";
    buttons.append(...rest.pop());
    const written = made("p", lines.written.replace("%(when)s", hour.format(item.written)), "hint");
    box.append(heading, written, ...rest, buttons);
    return box;
  };

  const show = (items) => {
    tray.replaceChildren(...items.map(card));
    tray.hidden = items.length === 0;
  };

  const on = (handlers) => ({ mend, changed } = handlers);
  return { show, on };
})();
