((script, wasm, page) => {
  const root = document.documentElement;
  if (page !== null) history.replaceState(null, "", page);
  import(script)
    .then((module) => module.default({ module_or_path: wasm }).then(() => module.hydrate()))
    .catch((cause) => {
      root.dataset.hydration = "failed";
      console.error(cause);
    });
})
