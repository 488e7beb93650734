// Buttons that copy and print. They are hidden where there are no scripts. What came of it is said beside the button, and read out.
for (const button of document.querySelectorAll("[data-copy], [data-copy-from], [data-print]")) {
  button.hidden = false;
  if ("print" in button.dataset) {
    button.addEventListener("click", () => window.print());
    continue;
  }
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  said.className = "muted";
  button.after(said);
  button.addEventListener("click", async () => {
    const text = button.dataset.copy ?? document.getElementById(button.dataset.copyFrom).innerText;
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = "Copied";
    } catch {
      said.textContent = "Could not copy: select the text instead";
    }
    setTimeout(() => (said.textContent = ""), 3000);
  });
}
