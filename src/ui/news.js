(() => {
  // News of the server, for who has signed in. Of all tabs of the browser the one that holds the lock
  // listens, and tells the others: a browser has few connections to one host.
  if (!("news" in document.documentElement.dataset)) return;
  const channel = new BroadcastChannel("stile");
  const hear = (news) => dispatchEvent(new Event(`stile:${news}`));
  const tell = (news) => {
    channel.postMessage(news);
    hear(news);
  };
  channel.onmessage = ({ data }) => hear(data);

  const listen = () => {
    let pause = 500;
    let missed = false;
    const open = () => {
      const source = new EventSource("/api/news");
      source.onopen = () => {
        pause = 500;
        if (missed) tell("powers");
      };
      source.addEventListener("powers", () => tell("powers"));
      source.onerror = () => {
        source.close();
        missed = true;
        // Not all browsers at once, where a server comes back.
        setTimeout(open, pause * (0.5 + Math.random()));
        pause = Math.min(pause * 2, 60_000);
      };
    };
    open();
    // For as long as the page is there.
    return new Promise(() => {});
  };
  navigator.locks.request("stile-news", listen);
})();
