(() => {
  // The session of whoever has signed in: what an open page hears of it, and what becomes of the page.
  const root = document.documentElement;
  const { session } = root.dataset;
  if (session === undefined) return;

  const { endsIn, lastsFor } = root.dataset;
  const WARNS_BEFORE = Math.min(120_000, Number(endsIn) / 2);
  const LEAVING = "__Host-stile-leaving=1; Path=/; Secure; SameSite=Strict";
  const channel = new BroadcastChannel("stile");
  let isOver = false;
  let isLeaving = false;

  // --- The end -----------------------------------------------------------------------------------

  // What was typed is kept, then the page comes back as whoever has no session sees it.
  const end = async (words) => {
    if (isOver) return;
    // A form that is on its way shows the next page: it must arrive.
    if (isLeaving) return setTimeout(() => ((isLeaving = false), look()), 5000);
    isOver = true;
    root.dataset.over = "";
    const kept = [];
    dispatchEvent(new CustomEvent("stile:keep", { detail: kept }));
    await Promise.allSettled(kept);
    if (!navigator.onLine) return clear(words);
    history.replaceState({ ...history.state, ended: words }, "");
    location.reload();
  };

  // Without a network there is no other page to show.
  const clear = (words) => {
    isOver = true;
    const page = document.createElement("main");
    const [heading, text] = [document.createElement("h1"), document.createElement("p")];
    page.className = "page content";
    heading.textContent = document.title = "Signed out";
    text.textContent = `${words} There is no network: this page goes on when there is one.`;
    page.append(heading, text);
    document.body.replaceChildren(page);
    delete root.dataset.over;
    addEventListener("online", () => location.replace("/"));
  };

  // Asking does not use the session.
  const look = async () => {
    if (isOver) return;
    try {
      const answer = await fetch("/api/session", { cache: "no-store" });
      if (!answer.ok) return;
      const now = await answer.json();
      if (now.session?.name === session) follow(now.session);
      else all("end", now.session ? "This browser has signed in anew." : now.ended);
    } catch {
      // Nobody knows. The server decides, with the next request.
    }
  };

  // --- The time that is left ---------------------------------------------------------------------

  let ends = 0;
  let atLatest = 0;
  let timer;
  let isWarning = false;

  const follow = ({ endsIn, lastsFor }) => {
    [ends, atLatest] = [Date.now() + endsIn, Date.now() + lastsFor];
    clearTimeout(timer);
    if (endsIn <= WARNS_BEFORE) return warn();
    if (isWarning) document.getElementById("told").replaceChildren();
    isWarning = false;
    // Another tab may have used it meanwhile.
    timer = setTimeout(look, Math.min(endsIn - WARNS_BEFORE, 86_400_000));
  };

  const warn = () => {
    timer = setTimeout(expire, ends - Date.now());
    if (isWarning) return;
    isWarning = true;
    const left = Math.max(1, Math.round((ends - Date.now()) / 1000));
    const time = left < 90 ? `${left} seconds` : `${Math.round(left / 60)} minutes`;
    const canStay = atLatest > ends;
    const words = canStay
      ? `You will be signed out in ${time}, because nothing was done here for a while.`
      : `You will be signed out in ${time}: this session has lasted as long as it may.`;
    tell(`${words} What you have typed is kept.`, ...(canStay ? [control("Stay signed in", stay)] : []));
  };

  // If the server cannot be asked, the page believes its clock.
  const expire = async () => {
    await look();
    if (!isOver && Date.now() >= ends) all("end", "Your session has ended.");
  };

  const stay = async () => {
    await fetch("/api/me", { cache: "no-store" }).catch(() => {});
    all("look");
  };

  // --- What is heard -----------------------------------------------------------------------------

  const acts = {
    powers: () => dispatchEvent(new Event("stile:powers")),
    changed: (thing) => dispatchEvent(new CustomEvent("stile:changed", { detail: thing })),
    end,
    look,
    clear,
  };
  const all = (act, about) => {
    channel.postMessage({ session, act, about });
    acts[act](about);
  };
  channel.onmessage = ({ data }) => {
    if (data.session === session) acts[data.act]?.(data.about);
  };

  // Of all tabs of the browser the one that holds the lock listens, and tells the others: a browser has
  // few connections to one host.
  const listen = () => {
    let pause = 500;
    let missed = false;
    const open = () => {
      if (isOver) return;
      const source = new EventSource("/api/news");
      source.onopen = () => {
        pause = 500;
        if (missed) all("powers");
      };
      source.addEventListener("powers", () => all("powers"));
      source.addEventListener("changed", ({ data }) => all("changed", JSON.parse(data)));
      // The answer with the new one may still be on its way to the tab that has asked for it.
      source.addEventListener("replaced", () => setTimeout(() => all("look"), 1000));
      source.addEventListener("ended", ({ data }) => all("end", data));
      source.onerror = () => {
        source.close();
        missed = true;
        look();
        // Not all browsers at once, where a server comes back.
        setTimeout(open, pause * (0.5 + Math.random()));
        pause = Math.min(pause * 2, 60_000);
      };
    };
    open();
    // For as long as the page is there.
    return new Promise(() => {});
  };
  navigator.locks.request(`stile-news-${session}`, listen);

  // --- Ways out ----------------------------------------------------------------------------------

  // The cookie tells the server, also if the form never arrives: whatever arrives next.
  addEventListener("submit", async (event) => {
    const form = event.target;
    isLeaving = !event.defaultPrevented && form.method === "post";
    if (new URL(form.action).pathname !== "/api/sign-out" || event.defaultPrevented) return;
    event.preventDefault();
    isLeaving = false;
    const drafts = [];
    dispatchEvent(new CustomEvent("stile:drafts", { detail: drafts }));
    const count = (await Promise.all(drafts)).reduce((sum, some) => sum + some, 0);
    if (count > 0 && !confirm("Text that you have not saved is deleted when you sign out. Sign out?")) return;
    const forgotten = [];
    dispatchEvent(new CustomEvent("stile:forget", { detail: forgotten }));
    await Promise.allSettled(forgotten);
    document.cookie = LEAVING;
    if (!navigator.onLine) return all("clear", "You have signed out.");
    isOver = true;
    root.dataset.over = "";
    channel.postMessage({ session, act: "end", about: "You have signed out in another tab." });
    form.submit();
  });

  // A page that the browser has kept may be anybody's by now.
  addEventListener("pagehide", ({ persisted }) => {
    if (persisted) root.dataset.over = "";
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) location.reload();
  });
  // Who wakes their computer has missed timers.
  addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() > ends - WARNS_BEFORE) look();
  });

  addEventListener("DOMContentLoaded", () => follow({ endsIn: Number(endsIn), lastsFor: Number(lastsFor) }));

  // --- What others change ------------------------------------------------------------------------

  addEventListener("stile:changed", ({ detail: { name, version } }) => {
    // Who has changed it here sees it in a moment.
    setTimeout(() => {
      const shown = document.querySelector(`[data-shows="${CSS.escape(name)}"]`);
      if (!shown || Number(shown.dataset.version) >= version) return;
      tell("This article has changed meanwhile.", control("Show it as it is now", () => location.reload()));
    }, 1500);
  });
})();
