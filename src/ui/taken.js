(() => {
  // What a page shows once is taken along: copied, kept as a file, or printed. Its parts stand in `code`, one a line.
  const words = (button) => {
    const parts = document.querySelectorAll(`#${button.dataset.of} code`);
    return [...parts].map((part) => part.textContent + "\n").join("");
  };
  const ways = {
    copy: (button) => navigator.clipboard.writeText(words(button)),
    print: () => print(),
    file: (button) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([words(button)], { type: "text/plain" }));
      link.download = button.dataset.name;
      link.click();
      URL.revokeObjectURL(link.href);
    },
  };
  addEventListener("click", async ({ target }) => {
    const button = target.closest?.("[data-takes]");
    if (!button) return;
    const said = document.querySelector(`#${button.dataset.of}-taken`);
    try {
      await ways[button.dataset.takes](button);
      said.textContent = button.dataset.says ?? "";
    } catch {
      said.textContent = "That did not work here: write them down.";
    }
  });
})();
