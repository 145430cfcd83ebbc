// What the page says by itself, at its edge.
const told = () => document.getElementById("told");

const tell = (words, ...controls) => {
  const text = document.createElement("p");
  text.append(...[words].flat());
  told()?.replaceChildren(text, ...controls, control("Close", hush));
};

// Whoever was in it is led on to the page.
const hush = () => {
  const hadFocus = told()?.contains(document.activeElement);
  told()?.replaceChildren();
  if (hadFocus) document.getElementById("main")?.focus();
};

const control = (label, act) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = label;
  button.addEventListener("click", act);
  return button;
};

// Asks whoever listens, and waits for what they promise.
const ask = (question) => {
  const promises = [];
  dispatchEvent(new CustomEvent(question, { detail: promises }));
  return Promise.all(promises).catch(() => []);
};

// A page that was left because its session ended comes back, and says why.
addEventListener("DOMContentLoaded", () => {
  const { ended, kept, ...state } = history.state ?? {};
  if (ended === undefined) return;
  history.replaceState(state, "");
  // Where the page itself says why, once is enough.
  const why = document.querySelector("[data-ended]") ? "" : ended;
  const words = [why, kept].filter(Boolean).join(" ");
  if (words) tell(words);
});
