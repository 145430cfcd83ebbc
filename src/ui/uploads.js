(() => {
  // A form with a file says how much of it has arrived. Where this script does not run, the browser sends it.
  const sized = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

  addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.enctype !== "multipart/form-data") return;
    event.preventDefault();
    const path = new URL(form.action).pathname;
    const answer = (status, text, part = "") => {
      const detail = JSON.stringify({ path, status, text, part });
      const isHeard = !dispatchEvent(new CustomEvent("stile:uploaded", { detail, cancelable: true }));
      // Nobody listens yet: the page comes anew.
      if (!isHeard) location.reload();
    };

    const chosen = form.elements.namedItem("file");
    const file = chosen.files[0];
    if (file?.size > Number(form.dataset.most)) {
      const error = { error: "invalid", fields: { file: form.dataset.tooLarge } };
      return answer(422, JSON.stringify(error));
    }

    const progress = form.querySelector(".progress");
    const [bar, words, stop] = ["progress", "span", "button"].map((part) => progress.querySelector(part));
    const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    const sending = new XMLHttpRequest();
    let isStopped = false;
    sending.open("POST", form.action);
    sending.setRequestHeader("accept", "application/json");
    sending.setRequestHeader("x-stile-user", document.documentElement.dataset.user ?? "");
    sending.upload.onprogress = ({ loaded, total }) => {
      bar.max = total;
      bar.value = loaded;
      words.textContent = loaded < total ? `${sized(loaded)} of ${sized(total)}` : "Sent. We look at it…";
    };
    sending.onloadend = () => {
      progress.hidden = true;
      delete form.dataset.unsaved;
      if (isStopped) return answer(0, "stopped");
      // What was typed meanwhile is the next file's.
      const isAsSent = fields.every(([name, value]) => form.elements.namedItem(name).value === value);
      if (sending.status === 200 && isAsSent && chosen.files[0] === file) form.reset();
      if (sending.status === 200 && "whole" in form.dataset) {
        history.replaceState(null, "", sending.getResponseHeader("location"));
        return location.reload();
      }
      answer(sending.status, sending.responseText, sending.getResponseHeader("location")?.slice(1));
    };
    stop.onclick = () => {
      isStopped = true;
      sending.abort();
    };
    bar.removeAttribute("value");
    words.textContent = "";
    progress.hidden = false;
    // Who leaves the page meanwhile is asked.
    form.dataset.unsaved = "";
    sending.send(new FormData(form));
  });
})();
