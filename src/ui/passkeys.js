(() => {
  // A form that waits for a passkey is sent once a device has answered. Where a browser has none, it is not shown.
  const root = document.documentElement;
  const { PublicKeyCredential: Keys } = window;
  const isNamed = !/^[\d.]+$|:/.test(location.hostname);
  if (!isNamed || !Keys?.parseRequestOptionsFromJSON || !Keys.prototype.toJSON) return;
  root.dataset.passkeys = "";

  // A question holds for five minutes.
  const HOLDS = 240_000;
  let asking = new AbortController();
  let offered = { at: 0 };

  const asked = async ({ dataset }) => {
    if (dataset.question) return JSON.parse(dataset.question);
    const headers = { accept: "application/json", "x-stile-user": root.dataset.user ?? "" };
    const answer = await fetch(dataset.asks, { method: "POST", headers, body: new URLSearchParams() });
    if (!answer.ok) throw new Error(answer.statusText);
    return JSON.parse(await answer.json());
  };

  // One question at a time: an older one is withdrawn.
  const answer = async (field, mediation) => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const question = await asked(field);
    signal.throwIfAborted();
    const made = field.dataset.passkey === "create";
    const credential = made
      ? await navigator.credentials.create({ publicKey: Keys.parseCreationOptionsFromJSON(question), signal })
      : await navigator.credentials.get({ publicKey: Keys.parseRequestOptionsFromJSON(question), signal, mediation });
    return JSON.stringify(credential);
  };

  const send = (field, value) => {
    field.value = value;
    field.form.requestSubmit();
    // It counts once.
    field.value = "";
  };

  const words = {
    NotAllowedError: "That was cancelled, or took too long. Try again, or choose another way.",
    InvalidStateError: "This device has a passkey of yours already: use that one.",
    AbortError: "",
  };

  addEventListener(
    "submit",
    async (event) => {
      const field = event.target.querySelector("[data-passkey]");
      if (!field || field.value) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const said = event.target.querySelector("[data-passkey-said]");
      said.textContent = "";
      offered = { at: 0 };
      try {
        send(field, await answer(field));
      } catch (error) {
        said.textContent = words[error.name] ?? "That did not work. Load this page anew, or choose another way.";
      }
    },
    true,
  );

  // Whoever begins to type their address is offered the passkeys that this device has for us.
  const offer = async () => {
    const field = document.querySelector("[data-passkey=offer]");
    const isOffered = offered.field === field && Date.now() < offered.at + HOLDS;
    if (!field || isOffered || !(await Keys.isConditionalMediationAvailable?.())) return;
    offered = { field, at: Date.now() };
    try {
      send(field, await answer(field, "conditional"));
    } catch {
      // Nobody has asked for it: there is nothing to say.
    }
  };
  addEventListener("DOMContentLoaded", offer);
  addEventListener("focusin", ({ target }) => {
    if (target.autocomplete?.includes("webauthn")) offer();
  });
})();
