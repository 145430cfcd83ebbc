(() => {
  // The server tells moments in UTC. In a page that is alive they are told by the reader's clock, and
  // again whenever the page writes one anew. Only text changes: the page's own nodes stay its own.
  const root = document.documentElement;
  const date = { day: "numeric", month: "long", year: "numeric" };
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const formats = { date: [date], day: [{ weekday: "long", ...date }], minute: [date, time], time: [time] };
  const formatters = {};
  const inWords = (told, at) => {
    formatters[told] ??= formats[told].map((format) => new Intl.DateTimeFormat("en-GB", format));
    return formatters[told].map((formatter) => formatter.format(at)).join(", ");
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
