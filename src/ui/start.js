((script, wasm, page) => {
  const root = document.documentElement;
  // Code that has broken off answers nothing: links and forms are the browser's again.
  const leave = (event) => root.dataset.hydration === "failed" && event.stopImmediatePropagation();
  for (const kind of ["click", "submit", "popstate"]) addEventListener(kind, leave, true);
  if (page !== null) history.replaceState(null, "", page);
  import(script)
    .then((module) => module.default({ module_or_path: wasm }).then(() => module.hydrate()))
    .catch((cause) => {
      root.dataset.hydration = "failed";
      console.error(cause);
    });
})
