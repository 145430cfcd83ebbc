(() => {
  // The session of whoever has signed in: what an open page hears of it, and what becomes of the page.
  const root = document.documentElement;
  const { session, user, endsIn, lastsFor } = root.dataset;
  const channel = new BroadcastChannel("stile");

  // What a script sends says for whom it was written: another tab may have signed in as somebody else
  // meanwhile; and that it is a script of ours, since no other site can say so.
  const { fetch } = window;
  window.fetch = (resource, options) => {
    if (resource instanceof Request && resource.method !== "GET") resource.headers.set("x-stile-user", user ?? "");
    return fetch(resource, options);
  };

  if (session === undefined) {
    // A page of nobody goes on once somebody has signed in in another tab; what was typed stays.
    channel.onmessage = ({ data }) => {
      if (data.act !== "arrive") return;
      const fields = [...document.querySelectorAll("input, textarea")];
      const typed = fields.some((it) => it.value !== it.defaultValue || it.checked !== it.defaultChecked);
      if (!typed) return location.reload();
      tell("You have signed in in another tab.", control("Load this page anew", () => location.reload()));
    };
    return;
  }

  const WARNS_BEFORE = Math.min(120_000, Number(endsIn) / 2);
  const leaving = `__Host-stile-leaving=${session}; Path=/; Secure; SameSite=Lax`;
  const isAnew = history.state?.ended !== undefined;
  let isOver = false;
  let isLeaving = false;

  // --- The end -----------------------------------------------------------------------------------

  // What was typed is kept, then the page comes back as whoever has no session sees it.
  const end = async (words, before = "stile:keep") => {
    if (isOver) return;
    // A form that is on its way shows the next page: it must arrive.
    if (isLeaving) return setTimeout(() => ((isLeaving = false), look()), 5000);
    isOver = true;
    root.dataset.over = "";
    const answers = await ask(before);
    if (!navigator.onLine) return clear(words);
    const kept = before === "stile:keep" && answers.some((count) => count > 0);
    again(words, kept ? "What you had typed is kept: it is back once you have signed in." : "");
  };

  // The page comes back, and says why.
  const again = (words, kept = "") => {
    history.replaceState({ ...history.state, ended: words, kept }, "");
    location.reload();
  };

  // Whoever signs out leaves nothing behind.
  const left = () => end("You have signed out in another tab.", "stile:forget");

  // Without a network there is no other page to show.
  const clear = (words) => {
    const make = (name, className, ...inside) => {
      const element = document.createElement(name);
      element.className = className;
      element.append(...inside);
      return element;
    };
    const heading = make("h1", "", "Signed out");
    const why = make("p", "", words);
    const next = make("p", "", "There is no network. This page goes on by itself when there is one.");
    const name = make("p", "paper-name", document.querySelector(".paper-name")?.textContent ?? "");
    const page = make("div", "page content refusal", make("header", "", heading), make("section", "", why, next));
    heading.tabIndex = -1;
    document.title = "Signed out";
    const masthead = make("header", "masthead", make("div", "masthead-bar page", name));
    document.body.replaceChildren(masthead, make("main", "", page));
    delete root.dataset.over;
    heading.focus();
    addEventListener("online", () => location.replace("/"));
  };

  const leaveOffline = async () => {
    isOver = true;
    root.dataset.over = "";
    await ask("stile:forget");
    clear("You have signed out.");
  };

  // Asking does not use the session.
  let looks = 0;
  const look = async () => {
    if (isOver) return;
    const answer = await fetch("/api/session", { cache: "no-store" }).catch(() => undefined);
    // If nobody knows, the server decides with the next request.
    const now = answer?.ok && (await answer.json().catch(() => undefined));
    if (!now) return;
    if (now.session?.name === session) follow(now.session);
    else if (now.session) all("end", "This browser has signed in anew.");
    else if (now.why === "signed_out") all("left");
    // The answer with the new session may still be on its way to the tab that has asked for it.
    else if (now.why === "replaced" && ++looks < 6) setTimeout(look, 1000);
    else all("end", now.ended);
  };

  // --- The time that is left ---------------------------------------------------------------------

  let ends = 0;
  let timer;
  let isWarning = false;

  const follow = (time) => {
    ends = Date.now() + time.endsIn;
    clearTimeout(timer);
    if (time.endsIn <= WARNS_BEFORE) return warn(time.lastsFor > time.endsIn);
    if (isWarning) hush();
    isWarning = false;
    // Another tab may have used it meanwhile.
    timer = setTimeout(look, Math.min(time.endsIn - WARNS_BEFORE, 86_400_000));
  };

  const clock = document.createElement("span");
  clock.setAttribute("role", "timer");
  const tick = () => {
    const left = Math.max(0, Math.round((ends - Date.now()) / 1000));
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  };
  setInterval(() => isWarning && tick(), 1000);

  const warn = (canStay) => {
    // It may be used elsewhere, until its end.
    timer = setTimeout(expire, Math.min(ends - Date.now(), 10_000));
    tick();
    if (isWarning) return;
    isWarning = true;
    const why = canStay
      ? "You will be signed out soon, because nothing was done here for a while. "
      : "You will be signed out soon: this session has lasted as long as it may. ";
    tell([why, "Time left: ", clock], ...(canStay ? [control("Stay signed in", stay)] : []));
  };

  // If the server cannot be asked, the page believes its clock.
  const expire = async () => {
    await look();
    if (isOver) return;
    if (Date.now() >= ends) all("end", "Your session has ended.");
    else if (isWarning) timer = setTimeout(expire, Math.min(ends - Date.now(), 10_000));
  };

  const stay = async () => {
    const answer = await fetch("/api/me", { cache: "no-store" }).catch(() => undefined);
    if (answer?.ok) return all("look");
    tell("The server cannot be reached: check your network.", control("Try again", stay));
  };

  // --- What is heard -----------------------------------------------------------------------------

  const acts = {
    powers: () => {
      // Before the page reads events it looks here (`permissions/fresh.rs`).
      root.dataset.powers = "other";
      dispatchEvent(new Event("stile:powers"));
    },
    changed: (thing) => dispatchEvent(new CustomEvent("stile:changed", { detail: thing })),
    end,
    left,
    look,
    leaveOffline,
  };
  const all = (act, about) => {
    channel.postMessage({ session, act, about });
    acts[act](about);
  };
  channel.onmessage = ({ data }) => {
    if (data.session === session) acts[data.act]?.(data.about);
    // Another session has begun in this browser: this page shows somebody who is not here any more.
    else if (data.act === "arrive") look();
  };
  channel.postMessage({ session, act: "arrive" });

  // Of all tabs of the browser the one that holds the lock listens, and tells the others: a browser has
  // few connections to one host.
  const listen = () => {
    let pause = 500;
    // While a page is made anew nobody listens.
    let missed = isAnew;
    const open = () => {
      if (isOver) return;
      const source = new EventSource("/api/news");
      source.onopen = () => {
        pause = 500;
        if (missed) all("powers");
      };
      source.addEventListener("powers", () => all("powers"));
      source.addEventListener("changed", ({ data }) => all("changed", JSON.parse(data)));
      source.addEventListener("ended", ({ data }) => all("end", data));
      source.addEventListener("left", () => all("left"));
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

  addEventListener("submit", async (event) => {
    const form = event.target;
    isLeaving = !event.defaultPrevented && form.method === "post";
    if (!isLeaving || new URL(form.action).pathname !== "/api/sign-out") return;
    event.preventDefault();
    isLeaving = false;
    const unsent = await ask("stile:unsent");
    if (unsent.some(Boolean) && !confirm("Text that you have not saved is deleted when you sign out. Sign out?")) return;
    // The cookie tells the server, also if the form never arrives: whatever arrives next.
    document.cookie = leaving;
    if (!navigator.onLine) return all("leaveOffline");
    isOver = true;
    root.dataset.over = "";
    channel.postMessage({ session, act: "left" });
    await ask("stile:forget");
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

  // Other rules hold than those with which this page was made: it is made anew, unless that takes away what
  // somebody is typing.
  const otherPowers = async () => {
    // A form that is on its way shows the next page: it must arrive.
    if (isLeaving) return setTimeout(() => ((isLeaving = false), otherPowers()), 5000);
    const words = "What you may do here has changed.";
    const hasChosen = [...document.querySelectorAll("main input")].some((it) => it.checked !== it.defaultChecked);
    const isTyping = hasChosen || (await ask("stile:unsent-here")).some(Boolean);
    if (!isTyping) return isOver || again(words);
    const advice = "What you typed is still here: copy it if you need it, then load this page anew.";
    tell(`${words} ${advice}`, control("Load this page anew", () => location.reload()));
  };
  addEventListener("stile:other-powers", otherPowers);

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
