(() => {
  // What was typed and not yet sent survives the end of its session: it is kept in this browser, encrypted
  // with a key that no script can read, and is gone when its writer signs out.
  const { user } = document.documentElement.dataset;
  if (user === undefined) return;

  const FIELDS = "form[method=post] :is(textarea, input[type=text])";
  const KEPT_FOR = 30 * 86_400_000;

  // --- Where it is kept --------------------------------------------------------------------------

  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  let opened;
  const open = () => {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open("stile", 1);
      request.onupgradeneeded = () => ["keys", "drafts"].forEach((name) => request.result.createObjectStore(name));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
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
    await done((await store("drafts", "readwrite")).put({ user, iv, sealed, at: Date.now() }, name));
  };
  const find = async (name) => {
    const kept = await done((await store("drafts")).get(name));
    if (!kept) return undefined;
    const text = await crypto.subtle.decrypt(cipher(name, kept.iv), await key(), kept.sealed);
    return JSON.parse(new TextDecoder().decode(text));
  };
  const drop = async (name) => done((await store("drafts", "readwrite")).delete(name));
  const dropAll = async () => {
    for (const name of ["drafts", "keys"]) await done((await store(name, "readwrite")).clear());
  };

  // --- What is kept ------------------------------------------------------------------------------

  // A field is found again by its page, its form, and what the form is about.
  const nameOf = (field) => {
    const about = field.form.querySelector("input[type=hidden][name=id]")?.value ?? "";
    return [user, location.pathname, new URL(field.form.action).pathname, about, field.name].join(" ");
  };
  const allFields = () => [...document.querySelectorAll(FIELDS)].filter(({ name }) => name);
  const isUnsent = (field) => field.value !== field.defaultValue;

  const waiting = new Map();
  const note = async (field) => {
    clearTimeout(waiting.get(field));
    waiting.delete(field);
    if (!field.isConnected) return;
    const name = nameOf(field);
    await (isUnsent(field) ? keep(name, { text: field.value, base: field.defaultValue }) : drop(name));
  };
  addEventListener("input", ({ target }) => {
    if (!target.matches?.(FIELDS) || !target.name) return;
    clearTimeout(waiting.get(target));
    waiting.set(target, setTimeout(() => note(target), 400));
  });
  const noteAll = () => Promise.allSettled([...waiting.keys()].map(note));

  // --- When it is not needed any more ------------------------------------------------------------

  let sent;
  addEventListener("submit", ({ target, defaultPrevented }) => {
    if (target.method !== "post") return;
    const fields = allFields().filter(({ form }) => form === target);
    const names = fields.map(nameOf);
    if (defaultPrevented) sent = Promise.allSettled(fields.map(note)).then(() => names);
    else names.forEach(drop);
  });
  // The server has taken what was sent, or what saved itself.
  addEventListener("stile:sent", async () => {
    const names = sent ?? allFields().map(nameOf);
    sent = undefined;
    (await names).forEach(drop);
  });

  addEventListener("stile:keep", ({ detail }) => detail.push(noteAll()));
  addEventListener("stile:forget", ({ detail }) => detail.push(dropAll()));
  addEventListener("stile:drafts", ({ detail }) => {
    detail.push(noteAll().then(async () => done((await store("drafts")).count())).catch(() => 0));
  });

  // --- When its writer comes back ----------------------------------------------------------------

  const put = (field, text) => {
    field.value = text;
    // Whoever follows the field hears of it as if it had been typed.
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const restore = async (field) => {
    const name = nameOf(field);
    const draft = await find(name).catch(() => drop(name));
    if (draft?.text === field.value) drop(name);
    if (!draft || draft.text === field.value || isUnsent(field)) return false;
    if (draft.base === field.defaultValue) {
      put(field, draft.text);
      return true;
    }
    tell(
      "What you had typed is kept, but this text has changed meanwhile.",
      control("Put back what I typed", () => put(field, draft.text)),
      control("Forget it", () => drop(name)),
    );
    return false;
  };

  const restoreAll = async () => {
    await dropForeign();
    const restored = await Promise.all(allFields().map(restore));
    if (restored.includes(true)) tell("What you had typed is back where you typed it.");
  };

  // Whoever signs in where somebody else was signed in finds nothing of theirs, and neither do they.
  const dropForeign = async () => {
    const drafts = await store("drafts", "readwrite");
    const cursor = drafts.openCursor();
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

  const root = document.documentElement;
  const start = new MutationObserver(() => {
    if (root.dataset.hydrated !== "1") return;
    start.disconnect();
    restoreAll().catch(() => {});
  });
  start.observe(root, { attributes: true, attributeFilter: ["data-hydrated"] });
})();
