(() => {
  // What was typed and not yet sent survives the end of its session: it is kept in this browser, encrypted
  // with a key that no script can read, and is gone when its writer signs out.
  const root = document.documentElement;
  const { user, session } = root.dataset;
  if (user === undefined) return;

  // Secrets are never kept, shown or not.
  const FIELDS =
    "form[method=post] :is(textarea, select, input[type=text]:not([autocomplete$=password], [autocomplete=one-time-code]))";
  const KEPT_FOR = 30 * 86_400_000;
  const SOON = 400;
  // Tabs in which somebody writes at the same place.
  const PLACES = 5;
  let isForgotten = false;

  // --- Where it is kept --------------------------------------------------------------------------

  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  let opened;
  const open = () => {
    if (!opened) {
      const request = indexedDB.open("stile", 1);
      request.onupgradeneeded = () => ["keys", "drafts"].forEach((name) => request.result.createObjectStore(name));
      opened = done(request);
    }
    return opened;
  };
  const store = async (name, mode) => (await open()).transaction(name, mode).objectStore(name);

  const key = async () => {
    const kept = await done((await store("keys")).get(user));
    if (kept) return kept;
    const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    // Two tabs may have made one: the first counts.
    await done((await store("keys", "readwrite")).add(fresh, user)).catch(() => {});
    return done((await store("keys")).get(user));
  };

  const cipher = (name, iv) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(name) });
  const keep = async (name, draft) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(draft));
    const sealed = await crypto.subtle.encrypt(cipher(name, iv), await key(), text);
    const drafts = await store("drafts", "readwrite");
    if (!isForgotten) await done(drafts.put({ user, iv, sealed, at: Date.now() }, name));
  };
  const find = async (name) => {
    const kept = await done((await store("drafts")).get(name));
    if (!kept) return undefined;
    const text = await crypto.subtle.decrypt(cipher(name, kept.iv), await key(), kept.sealed);
    return JSON.parse(new TextDecoder().decode(text));
  };
  const drop = async (name) => done((await store("drafts", "readwrite")).delete(name));

  // --- Which field it is -------------------------------------------------------------------------

  const pathOf = (form) => new URL(form.action).pathname;
  // A field is found again by its page, its form, and what the form is about.
  const nameOf = (field) => {
    const about = field.form.querySelector("input[type=hidden][name=id]")?.value ?? "";
    return [user, location.pathname, pathOf(field.form), about, field.name].join(" ");
  };
  const allFields = () => [...document.querySelectorAll(FIELDS)].filter(({ name }) => name);

  // What the server has: as the page came, or as it was sent since.
  const sent = new WeakMap();
  const asItCame = (field) =>
    field.matches("select")
      ? ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value
      : field.defaultValue;
  const baseOf = (field) => sent.get(field) ?? asItCame(field);
  const isUnsent = (field) => field.value !== baseOf(field) && field.value !== asItCame(field);

  // Each tab that writes at a place has a draft of its own there.
  const places = new Map();
  const take = (name) =>
    new Promise((resolve) => {
      navigator.locks.request(`stile-draft ${name}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock && new Promise(() => {});
      });
    });
  const placeOf = (name) => {
    if (!places.has(name)) places.set(name, freePlace(name));
    return places.get(name);
  };
  const holdsDraft = async (at) => (await done((await store("drafts")).count(at))) > 0;
  const freePlace = async (name) => {
    for (let place = 0; place < PLACES; place++) {
      const at = `${name} ${place}`;
      if (!(await holdsDraft(at)) && (await take(at))) return at;
    }
    return `${name} ${PLACES}`;
  };

  // --- What is kept ------------------------------------------------------------------------------

  // What is done to a draft is done in the order in which it was wanted: what was sent is dropped after it
  // was kept, however long that takes.
  const turns = new Map();
  const inTurn = (name, step) => {
    const turn = (turns.get(name) ?? Promise.resolve()).then(() => placeOf(name)).then(step).catch(() => {});
    turns.set(name, turn);
    return turn;
  };

  const waiting = new Map();
  const running = new Set();
  const undecided = new Set();
  const note = (field) => {
    clearTimeout(waiting.get(field));
    waiting.delete(field);
    if (!field.isConnected) return;
    const [name, text, base, unsent] = [nameOf(field), field.value, baseOf(field), isUnsent(field)];
    const step = (place) => (unsent ? keep(place, { text, base }) : drop(place));
    const noted = inTurn(name, step).finally(() => running.delete(noted));
    running.add(noted);
  };
  const noteAll = () => {
    [...waiting.keys()].forEach(note);
    return Promise.all(running);
  };
  const noteSoon = ({ target }) => {
    if (!target.matches?.(FIELDS) || !target.name) return;
    listenTo(pathOf(target.form));
    // While its writer has not decided about another draft, this one has a place of its own.
    if (undecided.delete(target)) places.delete(nameOf(target));
    clearTimeout(waiting.get(target));
    waiting.set(target, setTimeout(note, SOON, target));
  };
  addEventListener("input", noteSoon);
  addEventListener("change", noteSoon);
  // Whoever leaves has stopped typing.
  addEventListener("click", (event) => event.target.closest?.("a[href]") && noteAll(), true);
  addEventListener("pagehide", noteAll);

  // --- When it is not needed any more ------------------------------------------------------------

  // Each form in which somebody types says when it is on its way and what became of it, in this order for each path; what saves
  // itself was not submitted, and is all of its fields.
  let submitted;
  const onItsWay = new Map();
  const sending = (path) => {
    const form = submitted && pathOf(submitted) === path ? submitted : undefined;
    submitted = undefined;
    const fields = allFields().filter((field) => (form ? field.form === form : pathOf(field.form) === path));
    onItsWay.get(path).push(fields.map((field) => [field, nameOf(field), field.value]));
  };
  const arrived = (path) => {
    for (const [field, name, text] of onItsWay.get(path).shift() ?? []) {
      sent.set(field, text);
      // What was typed meanwhile is not what was sent.
      if (field.isConnected && isUnsent(field)) note(field);
      else inTurn(name, drop);
    }
  };
  const listenTo = (path) => {
    if (onItsWay.has(path)) return;
    onItsWay.set(path, []);
    addEventListener(`stile:sending ${path}`, () => sending(path));
    addEventListener(`stile:sent ${path}`, () => arrived(path));
    addEventListener(`stile:refused ${path}`, () => onItsWay.get(path).shift());
  };
  // Before the page itself hears of it.
  addEventListener("submit", ({ target }) => (submitted = target), true);
  addEventListener("submit", ({ target, defaultPrevented }) => {
    if (target.method !== "post") return;
    noteAll();
    if (defaultPrevented) return;
    // Without script nobody tells what became of it: the next page knows.
    for (const field of allFields().filter((field) => field.form === target && isUnsent(field))) {
      const [name, draft] = [nameOf(field), { text: field.value, base: baseOf(field), sentIn: session }];
      inTurn(name, (place) => keep(place, draft));
    }
  });

  const count = async () => done((await store("drafts")).count());
  addEventListener("stile:keep", ({ detail }) => detail.push(noteAll().then(count).catch(() => 0)));
  addEventListener("stile:forget", ({ detail }) => {
    isForgotten = true;
    waiting.forEach(clearTimeout);
    waiting.clear();
    const forget = async (name) => done((await store(name, "readwrite")).clear());
    detail.push(forget("drafts"), forget("keys"));
  });
  addEventListener("stile:unsent", ({ detail }) => {
    const kept = noteAll().then(count).catch(() => 0);
    detail.push(kept.then((count) => count > 0 || allFields().some(isUnsent)));
  });
  addEventListener("stile:unsent-here", ({ detail }) => detail.push(allFields().some(isUnsent)));

  // --- When its writer comes back ----------------------------------------------------------------

  const put = (field, text) => {
    field.value = text;
    // Whoever follows the field hears of it as if it had been typed.
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  };

  // The server took what was sent without script, unless the session had ended, or nothing arrived.
  const wasTaken = ({ sentIn }) => sentIn === session && performance.getEntriesByType("navigation")[0]?.type === "navigate";

  // The draft of a field, if there is one in which no other tab writes.
  const draftOf = async (field) => {
    const name = nameOf(field);
    await turns.get(name);
    const own = await places.get(name);
    const all = Array.from({ length: PLACES + 1 }, (_, place) => `${name} ${place}`);
    for (const at of own === undefined ? all : [own]) {
      const draft = await find(at).catch(() => drop(at));
      if (!draft || (at !== own && !(await take(at)))) continue;
      places.set(name, Promise.resolve(at));
      if (draft.text !== field.value && !wasTaken(draft)) return { ...draft, at };
      if (!isUnsent(field)) await drop(at);
    }
    return undefined;
  };

  const seen = new WeakSet();
  const restoreAll = async () => {
    const fields = allFields().filter((field) => !seen.has(field));
    fields.forEach((field) => seen.add(field));
    const found = [];
    for (const field of fields) {
      const draft = await draftOf(field);
      if (draft) found.push([field, draft]);
    }
    const conflicts = found.filter(([field, { base }]) => base !== baseOf(field) || isUnsent(field));
    const rest = found.filter((one) => !conflicts.includes(one));
    for (const [field] of conflicts) {
      undecided.add(field);
      // What was typed before this was found is a draft of its own.
      if (isUnsent(field)) places.delete(nameOf(field));
    }
    rest.forEach(([field, { text }]) => put(field, text));
    const back = rest.length > 0 ? "What you had typed is back where you typed it." : "";
    if (conflicts.length === 0) return back && tell(back);
    const putAll = () => {
      hush();
      for (const [field, { text, at }] of conflicts) {
        const isInItsPlace = undecided.delete(field);
        put(field, text);
        if (!isInItsPlace) drop(at).catch(() => {});
      }
    };
    const dropAll = () => {
      hush();
      for (const [field, { at }] of conflicts) {
        undecided.delete(field);
        drop(at).catch(() => {});
      }
    };
    tell(
      `${back} What you had typed is kept, but the text has changed meanwhile.`.trim(),
      control("Put back what I typed", putAll),
      control("Forget it", dropAll),
    );
  };

  // Whoever signs in where somebody else was signed in finds nothing of theirs, and neither do they.
  const dropForeign = async () => {
    const cursor = (await store("drafts", "readwrite")).openCursor();
    await new Promise((resolve) => {
      cursor.onerror = resolve;
      cursor.onsuccess = () => {
        const at = cursor.result;
        if (!at) return resolve();
        if (at.value.user !== user || at.value.at < Date.now() - KEPT_FOR) at.delete();
        at.continue();
      };
    });
  };

  // Once the page answers, and whenever another one has taken its place.
  let later;
  const restoreSoon = () => {
    clearTimeout(later);
    later = setTimeout(() => restoreAll().catch(() => {}), 100);
  };
  const start = new MutationObserver(() => {
    if (root.dataset.hydrated !== "1") return;
    start.disconnect();
    dropForeign().catch(() => {}).then(restoreSoon);
    new MutationObserver(restoreSoon).observe(document.getElementById("main"), { childList: true, subtree: true });
  });
  start.observe(root, { attributes: true, attributeFilter: ["data-hydrated"] });
})();
