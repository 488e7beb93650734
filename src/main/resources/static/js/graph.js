// Draws the lines between the boxes of a justification, and follows them from the box that is chosen.
// The links are read from the table that stands below for everybody.
const NS = "http://www.w3.org/2000/svg";

for (const graph of document.querySelectorAll(".graph")) {
  const holder = graph.closest("details");
  const links = [...holder.querySelectorAll(".links tbody tr")].map((row) => row.dataset);
  const svg = graph.querySelector("svg");
  const lines = links.map((link) => {
    const line = svg.appendChild(document.createElementNS(NS, "path"));
    line.setAttribute("class", link.bearing.toLowerCase());
    return line;
  });

  const draw = () => {
    const frame = graph.getBoundingClientRect();
    svg.setAttribute("width", graph.scrollWidth);
    svg.setAttribute("height", graph.scrollHeight);
    links.forEach((link, i) => {
      const from = document.getElementById(link.from).getBoundingClientRect();
      const to = document.getElementById(link.to).getBoundingClientRect();
      const left = graph.scrollLeft - frame.left;
      const top = graph.scrollTop - frame.top;
      const [x1, y1] = [from.right + left, from.top + from.height / 2 + top];
      const [x2, y2] = [to.left + left, to.top + to.height / 2 + top];
      const bend = Math.max(16, (x2 - x1) / 2);
      lines[i].setAttribute("d", `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`);
    });
  };

  const reach = (start, from, to, found) => {
    found.add(start);
    links.filter((link) => link[from] === start && !found.has(link[to])).forEach((link) => reach(link[to], from, to, found));
    return found;
  };

  const choose = (box) => {
    const before = box ? reach(box.id, "to", "from", new Set()) : new Set();
    const after = box ? reach(box.id, "from", "to", new Set()) : new Set();
    graph.classList.toggle("chosen", Boolean(box));
    graph.querySelectorAll(".box").forEach((one) => {
      one.setAttribute("aria-pressed", String(one === box));
      one.classList.toggle("on", before.has(one.id) || after.has(one.id));
    });
    links.forEach((link, i) =>
      lines[i].classList.toggle("on", (before.has(link.from) && before.has(link.to)) || (after.has(link.from) && after.has(link.to))));
  };

  graph.addEventListener("click", (event) => {
    const box = event.target.closest(".box");
    choose(box && box.getAttribute("aria-pressed") !== "true" ? box : null);
  });
  holder.addEventListener("toggle", draw);
  new ResizeObserver(draw).observe(graph);
}
