(() => {
  // Keys move through the items of [data-moves]. Tab reaches one item, the one that was used last, and
  // leads past the others: so those who listen find one stop, and lists that are read as lists.
  const itemsOf = (place) => [...place.querySelectorAll("[data-item]")].filter((item) => item.checkVisibility());
  addEventListener("focusin", ({ target }) => {
    const current = target.closest?.("[data-item]");
    const place = current?.closest("[data-moves]");
    if (!place) return;
    for (const item of itemsOf(place)) {
      for (const control of item.querySelectorAll("a, button, input")) control.tabIndex = item === current ? 0 : -1;
    }
  });

  const beside = (items, current, step) => {
    const lists = [...new Set(items.map((item) => item.parentElement))];
    const list = lists[lists.indexOf(current.parentElement) + step];
    return items.find((item) => item.parentElement === list);
  };
  const goal = (key, items, current) => {
    const at = items.indexOf(current);
    if (key === "j" || (key === "ArrowDown" && current)) return items[at + 1];
    if (!current) return undefined;
    if (key === "k" || key === "ArrowUp") return items[at - 1];
    if (key === "h" || key === "ArrowLeft") return beside(items, current, -1);
    if (key === "l" || key === "ArrowRight") return beside(items, current, 1);
    return key === "Home" ? items[0] : key === "End" ? items.at(-1) : undefined;
  };
  // Letters that somebody types are theirs; so are keys with a modifier, and those of what floats above.
  const isMeant = ({ target, defaultPrevented, isComposing, ctrlKey, metaKey, altKey }) =>
    !(defaultPrevented || isComposing || ctrlKey || metaKey || altKey) &&
    !target.closest("textarea, select, [contenteditable], input:not([type=checkbox])");
  addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (!target.closest || !isMeant(event)) return;
    const place = target === document.body ? document.querySelector("[data-moves]") : target.closest("[data-moves]");
    if (!place || place.querySelector("[data-moves-on]:not(:checked)")) return;
    const current = target.closest("[data-item]");
    const floats = target.closest("[popover]") !== null;
    const act = key === "?" ? place : key === "e" || key === "x" ? current : null;
    const control = act?.querySelector(`[aria-keyshortcuts="${key}"]`);
    const next = floats ? undefined : goal(key, itemsOf(place), current);
    if (!control && !next) return;
    event.preventDefault();
    control?.click();
    next?.querySelector(".item a").focus();
  });
})();
