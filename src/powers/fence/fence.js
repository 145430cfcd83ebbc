(() => {
  // The fence: which rule governs which control of the page, and what the server has decided.
  const root = document.documentElement;
  const remembered = "stile-fence";
  const isShown = () => "fenceShown" in root.dataset;
  let drawer;
  let before;

  const element = (name, text = "", attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    return made;
  };
  const capital = (sentence) => sentence.charAt(0).toUpperCase() + sentence.slice(1);
  const verdict = (allowed) => (allowed ? "Yes" : "No");
  const part = (title, ...children) => {
    const section = element("section");
    section.append(element("h3", title), ...children);
    return section;
  };
  const list = (decisions, empty) => {
    if (decisions.length === 0) return element("p", empty);
    const items = element("ul", "", { role: "list" });
    for (const { name, allowed, sentence, times, clock } of decisions) {
      const item = element("li", "", { "data-verdict": allowed ? "yes" : "no" });
      const head = [clock, `${verdict(allowed)}: ${name}`, times > 1 ? `(${times} times)` : ""];
      item.append(element("strong", head.filter(Boolean).join(" ")), element("span", capital(sentence)));
      items.append(item);
    }
    return items;
  };

  const marks = () => [...document.querySelectorAll("[data-fence]")];
  const nameOf = (mark) => mark.dataset.fence.split(" ").slice(1).join(":");
  // The same control stands at every element of its view.
  const controls = () => [...new Map(marks().map((mark) => [nameOf(mark), mark])).entries()];

  const told = (name, mark, answers) => {
    const [word] = mark.dataset.fence.split(" ");
    const answer = answers.get(name);
    return answer ?? { name, allowed: word === "yes", sentence: `${word}, by the rules of the page` };
  };

  const show = (fence) => {
    const answers = new Map(fence.controls.map((control) => [control.name, control]));
    const here = controls().map(([name, mark]) => told(name, mark, answers));
    for (const mark of marks()) {
      const { allowed, sentence } = told(nameOf(mark), mark, answers);
      mark.dataset.fenceSays = `${verdict(allowed)}. ${capital(sentence)}.`;
    }
    const facts = element("dl", "", { class: "facts" });
    for (const [name, fact] of fence.session) facts.append(element("dt", name), element("dd", fact));
    const decisions = fence.decisions.map((one) => ({ ...one, clock: new Date(one.at).toLocaleTimeString("en-GB") }));
    drawer.querySelector(".fence-parts").replaceChildren(
      part("My session", facts),
      part(
        "Rules on this page",
        element("p", `Policies ${fence.version.slice(0, 8)}. Of ${fence.rules} rules that concern me, these govern a control here:`),
        list(here, "No rule governs a control here."),
      ),
      part("Last decisions of the server", list(decisions, "None in this session yet.")),
    );
  };

  const read = async () => {
    const names = controls().map(([name]) => name).join(" ");
    const answer = await fetch(`/api/development/fence?controls=${encodeURIComponent(names)}`).catch(() => null);
    if (answer?.ok && isShown()) show(await answer.json());
  };
  let soon;
  const readSoon = () => {
    clearTimeout(soon);
    soon = setTimeout(read, 250);
  };
  // Another page, or a control that comes and goes.
  const watch = new MutationObserver((changes) => {
    if (changes.some(({ target }) => !drawer.contains(target))) readSoon();
  });

  const open = () => {
    root.dataset.fenceShown = "";
    sessionStorage.setItem(remembered, "1");
    drawer = element("aside", "", { class: "fence-drawer", "aria-labelledby": "fence-title", tabindex: "-1" });
    const head = element("header");
    const hide = element("button", "Hide", { class: "button quiet", type: "button", "aria-keyshortcuts": "Escape" });
    hide.addEventListener("click", close);
    head.append(element("h2", "The fence", { id: "fence-title" }), hide);
    drawer.append(head, element("div", "", { class: "fence-parts" }));
    document.body.append(drawer);
    watch.observe(document.body, { childList: true, subtree: true });
    read();
  };
  const close = () => {
    watch.disconnect();
    clearTimeout(soon);
    sessionStorage.removeItem(remembered);
    delete root.dataset.fenceShown;
    drawer.remove();
    before?.isConnected && before.focus();
  };
  const toggle = () => {
    if (isShown()) return close();
    before = document.activeElement;
    open();
    drawer.focus();
  };

  addEventListener("click", ({ target }) => {
    if (!target.closest?.("[data-fence-toggle]")) return;
    document.querySelector("#me:popover-open")?.hidePopover();
    toggle();
  });
  // Letters that somebody types are theirs.
  addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if (key === "Escape" && isShown() && drawer.contains(target)) return close();
    if (key !== "`" || ctrlKey || metaKey || altKey) return;
    if (target.closest?.("textarea, select, [contenteditable], input:not([type=checkbox])")) return;
    event.preventDefault();
    toggle();
  });
  // Leptos finds what the server wrote first.
  if (sessionStorage.getItem(remembered)) {
    const begin = () => ("hydrated" in root.dataset ? open() : setTimeout(begin, 50));
    begin();
  }
})();
