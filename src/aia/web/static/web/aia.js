/* What pages gain from a script. Everything works without it. */
(() => {
  "use strict";

  const focusMarked = (root) => root.querySelector("[data-focus]")?.focus();

  document.addEventListener("DOMContentLoaded", () => focusMarked(document));

  /* htmx: answers that explain an error (400–422) are shown in place, like any other answer. */
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { status } = event.detail.xhr;
    if ([400, 409, 422].includes(status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });
  document.addEventListener("htmx:afterSettle", (event) => focusMarked(event.target));

  /* Any other failure is told where messages are, in the words that the page carries. */
  const tell = (event) => {
    const messages = document.getElementById("messages");
    if (!messages || event.detail.isError === false) return;
    const line = document.createElement("p");
    line.className = "aia-message aia-tone-alert";
    const status = event.detail.xhr?.status;
    line.textContent = status === 0 || !status ? messages.dataset.offline : messages.dataset.failed;
    messages.replaceChildren(line);
  };
  document.addEventListener("htmx:responseError", tell);
  document.addEventListener("htmx:sendError", tell);

  /* What the search found goes away with Escape or when one goes elsewhere. */
  const forget = (search) => search.querySelector("#search-results").replaceChildren();
  document.addEventListener("keydown", (event) => {
    const search = event.target.closest?.(".aia-search");
    if (search && event.key === "Escape") forget(search);
  });
  document.addEventListener("focusout", (event) => {
    const search = event.target.closest(".aia-search");
    if (search && event.relatedTarget && !search.contains(event.relatedTarget)) forget(search);
  });

  /* A second press within three seconds does not send the same form again. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent === "true") {
      event.preventDefault();
      return;
    }
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    form.dataset.sent = "true";
    setTimeout(() => delete form.dataset.sent, 3000);
  });

  /* Words not yet sent are not lost by leaving the page: the browser asks first. */
  let unsent = false;
  document.addEventListener("input", (event) => {
    if (event.target.closest("form[data-keep]")) unsent = true;
  });
  document.addEventListener("submit", () => { unsent = false; });
  window.addEventListener("beforeunload", (event) => {
    if (unsent) event.preventDefault();
  });

  /* Prints the page from a button marked data-print; copies what data-copy names. */
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    const copy = event.target.closest("[data-copy]");
    if (copy) {
      navigator.clipboard.writeText(document.querySelector(copy.dataset.copy).textContent.trim());
      copy.textContent = copy.dataset.copied;
    }
  });
})();
