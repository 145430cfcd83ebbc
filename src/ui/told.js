// What the page says by itself, at its lower edge.
const tell = (words, ...controls) => {
  const told = document.getElementById("told");
  if (!told) return;
  const text = document.createElement("p");
  text.textContent = words;
  const close = control("Close", () => told.replaceChildren());
  told.replaceChildren(text, ...controls, close);
};

const control = (label, act) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = label;
  button.addEventListener("click", act);
  return button;
};

// A page that was left because its session ended comes back, and says why.
addEventListener("DOMContentLoaded", () => {
  const { ended, ...state } = history.state ?? {};
  if (ended === undefined) return;
  history.replaceState(state, "");
  // Where the page itself says so, once is enough.
  if (!document.querySelector("[data-ended]")) tell(ended);
});
