// Leptos builds parts of pages from HTML. This policy is the only way for HTML into the document.
(() => {
  // Tags as Leptos and the sanitiser write them. What is written otherwise, a browser may read otherwise.
  const tag = /<(?:\/?([a-z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?|!)>/gi;
  // What runs, what frames, and what is read by other rules than these.
  const element = /^(script|iframe|object|embed|base|style|textarea|title|xmp|plaintext|noscript|noembed|noframes|template)$/i;
  const handler = /\son/i;
  const left = (_, name = "", attributes = "") =>
    element.test(name) || handler.test(attributes.replace(/"[^"]*"/g, "")) ? "<" : "";
  window.trustedTypes?.createPolicy("default", {
    createHTML: (html) => (html.replace(tag, left).includes("<") ? null : html),
  });
})();
