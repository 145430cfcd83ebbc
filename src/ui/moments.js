(() => {
  // The server tells moments in UTC. In a page that is alive they are told by the reader's clock, and
  // again whenever the page writes one anew. Only text changes: the page's own nodes stay its own.
  const root = document.documentElement;
  // Browsers agree about the words of a moment, not about what stands between them.
  const date = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const format = new Intl.DateTimeFormat("en-GB", { ...date, ...time });
  const inWords = (told, at) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const [day, minute] = [`${part.day} ${part.month} ${part.year}`, `${part.hour}:${part.minute}`];
    return { date: day, day: `${part.weekday}, ${day}`, minute: `${day}, ${minute}`, time: minute }[told];
  };
  const told = new WeakMap();
  new MutationObserver(() => {
    if (!root.dataset.hydrated) return;
    for (const moment of document.querySelectorAll("time[data-told]")) {
      const text = moment.firstChild;
      if (!text || told.get(text) === moment.dateTime + text.data) continue;
      text.data = inWords(moment.dataset.told, new Date(moment.dateTime));
      told.set(text, moment.dateTime + text.data);
    }
  }).observe(root, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ["data-hydrated", "datetime"],
  });
})();
