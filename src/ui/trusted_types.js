// Leptos builds parts of pages from HTML. This policy is the only way for HTML into the document.
window.trustedTypes?.createPolicy("default", {
  createHTML: (html) => (/<(script|iframe|object|embed|base)\b|<[^>]*[\s"'/]on\w+\s*=/i.test(html) ? null : html),
});
