// Buttons that copy and print. They are hidden where there are no scripts.
for (const button of document.querySelectorAll("[data-copy], [data-copy-from], [data-print]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    if ("print" in button.dataset) {
      window.print();
      return;
    }
    const text = button.dataset.copy ?? document.getElementById(button.dataset.copyFrom).innerText;
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Could not copy: select the text instead";
    }
    setTimeout(() => (button.textContent = label), 2000);
  });
}
