((port) => {
  // Loads the page anew after a build, or its style sheet alone. cargo-leptos speaks no TLS: to our own machine
  // browsers let a page that came over https speak without, while Leptos's script would ask for wss:// there.
  const listen = () => {
    const socket = new WebSocket(`ws://${location.hostname}:${port}/live_reload`);
    socket.onmessage = ({ data }) => {
      const { all, css } = JSON.parse(data);
      if (all) location.reload();
      if (css) for (const sheet of document.querySelectorAll(`link[href*="${css}"]`)) sheet.href = `/${css}?${Date.now()}`;
    };
    socket.onclose = () => setTimeout(listen, 1000);
  };
  listen();
})
