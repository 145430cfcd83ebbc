(() => {
  // Leaving a page with unsaved text asks first. A link then loads its page anew: only that asks.
  let dropped = false;
  const isUnsaved = (area) => area.value !== area.defaultValue;
  const asks = () =>
    !dropped &&
    !("over" in document.documentElement.dataset) &&
    (document.querySelector("[data-unsaved]") !== null ||
      [...document.querySelectorAll(".comments textarea")].some(isUnsaved));
  addEventListener("beforeunload", (event) => {
    if (asks()) event.preventDefault();
  });
  addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.("a[href]");
      dropped = link?.matches("[data-drops]") ?? false;
      if (link && asks()) event.stopImmediatePropagation();
    },
    true,
  );

  // The strip of sections shows the open one, also after a change of page.
  addEventListener("DOMContentLoaded", () => {
    const strip = document.querySelector(".masthead-sections");
    if (!strip) return;
    const show = () => {
      const open = strip.querySelector("[aria-current]")?.getBoundingClientRect();
      const { left, right } = strip.getBoundingClientRect();
      if (!open || (open.left >= left && open.right <= right)) return;
      strip.scrollLeft += (open.left + open.right - left - right) / 2;
    };
    show();
    new MutationObserver(show).observe(strip, { subtree: true, attributeFilter: ["aria-current"] });
  });

  // Who unfolds a form under a comment begins to write.
  addEventListener(
    "toggle",
    ({ target }) => {
      if (target.open && target.closest(".comments")) target.querySelector("textarea")?.focus();
    },
    true,
  );

  // A button puts what it names into the text, where the writer was.
  addEventListener("click", ({ target }) => {
    const words = target.closest?.("[data-inserts]")?.dataset.inserts;
    const area = words && document.querySelector("textarea[name=body]");
    if (!area) return;
    area.focus();
    const { value, selectionStart: at, selectionEnd: end } = area;
    const begins = at > 0 && !value.slice(0, at).endsWith("\n\n") ? "\n\n" : "";
    const ends = value.slice(end).startsWith("\n") ? "" : "\n\n";
    area.setRangeText(begins + words + ends, at, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // In the editor the key that saves a page saves the text, or leads to the choice between two.
  addEventListener("keydown", (event) => {
    const bar = document.querySelector(".editor-bar");
    if (!bar || event.key !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    bar.querySelector(":not([hidden]) > .primary")?.click();
  });

  // An address says only what is asked for.
  addEventListener("formdata", ({ target, formData }) => {
    if (target.method !== "get") return;
    for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
  });

  // What opened over the page closes with Escape, or by a click beside it.
  const close = (focus, unless) => {
    for (const step of document.querySelectorAll("details[name='step'][open]")) {
      if (step.contains(unless)) continue;
      step.open = false;
      if (focus) step.querySelector("summary").focus();
    }
  };
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(true, null);
  });
  addEventListener("click", (event) => close(false, event.target));
})();
