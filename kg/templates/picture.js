// Nodes and edges in; the drawing out, its colours from the style sheet, its labels placed as on a map.
const colour = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();
const heavy = { directs: 4, holds: 1.8, assigns: 2 };
const lines = data.edges.map((edge, id) => ({ ...edge, id }));
const nodes = new vis.DataSet(data.nodes.map(({ label, ...node }) => ({ ...node, title: nodeTip(node.id) })));
const edges = new vis.DataSet(lines.map((edge) => ({ ...edge, title: lineTip(edge) })));
const picture = new vis.Network(
  $("picture").appendChild(element("div", "")), { nodes, edges }, { ...data.options, height: "100%", width: "100%" });

function nodeTip(number) {
  const thing = data.things[number];
  const tip = element("div", "tip", inLanguage("b", "vi", thing.label), element("br"), both(data.kinds[thing.kind]));
  if (thing.quotes.length) tip.append(blockquote(thing.quotes[0]));
  return tip;
}
function lineTip(edge) {
  const facts = data.facts.filter((fact) => fact.from === edge.from && fact.to === edge.to && fact.kind === edge.kind);
  const from = inLanguage("b", "vi", data.things[edge.from].label);
  const to = inLanguage("b", "vi", data.things[edge.to].label);
  const tip = element("div", "tip", from, " ", relation(facts[0]), " ", to);
  if (facts[0].quotes.length) tip.append(blockquote(facts[0].quotes[0]));
  if (facts.length > 1) tip.append(element("p", "kind", both([`và ${facts.length - 1} lần khác`, `and ${facts.length - 1} more`])));
  return tip;
}
const neighbours = () => new Set([chosen, ...picture.getConnectedNodes(chosen)]);
function paint() {
  const near = chosen === null ? null : neighbours();
  const ink = colour("ink");
  const sheet = colour("sheet");
  nodes.update(data.nodes.map(({ id, group }) => {
    const faint = near && !near.has(id);
    const fill = colour(group);
    return {
      id,
      hidden: !shown.has(group),
      opacity: faint ? 0.15 : 1,
      color: { background: fill, border: sheet, highlight: { background: fill, border: ink }, hover: { background: fill, border: ink } },
    };
  }));
  const language = root.lang === "en" ? 1 : 0;
  edges.update(lines.map(({ id, from, to, kind }) => {
    const touched = chosen === from || chosen === to;
    const line = colour(kind in heavy ? kind : "other");
    return {
      id,
      color: { color: line, highlight: line, hover: line, opacity: near && !touched ? 0.1 : 1 },
      dashes: kind === "assigns" ? [7, 5] : false,
      width: heavy[kind] || 1,
      label: touched || lines.length <= 16 ? data.relations[kind][language] : undefined,
      font: { color: colour("soft"), size: 11, strokeWidth: 3, strokeColor: sheet, align: "middle" },
    };
  }));
}
// From afar "Ủy ban nhân dân tỉnh Bình Định" is "Ủy ban … Bình Định": what tells names apart stands at the end.
function brief(label) {
  const words = label.split(" ");
  if (label.length <= 22) return label;
  const [head, tail] = [[words.shift()], [words.pop()]];
  while (words.length && [...head, words[0]].join(" ").length <= 10) head.push(words.shift());
  while (words.length && [words.at(-1), ...tail].join(" ").length <= 11) tail.unshift(words.pop());
  return [...head, "…", ...tail].join(" ");
}
// Labels keep their size at any zoom, as on a map: those of the weightiest nodes first, none over another or over a
// node.
const byWeight = [...data.nodes].sort((a, b) => b.size - a.size || a.id - b.id);
const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
function writeLabels(canvas) {
  const scale = picture.getScale();
  const size = 12.5 / scale;
  const at = picture.getPositions();
  const from = picture.DOMtoCanvas({ x: 0, y: 0 });
  const to = picture.DOMtoCanvas({ x: $("picture").clientWidth, y: 0 });
  const visible = byWeight.filter(({ group }) => shown.has(group));
  const near = chosen === null ? visible : visible.filter(({ id }) => neighbours().has(id));
  const taken = visible.map(({ id, size }) => [at[id].x - size * 0.6, at[id].y - size * 0.6, at[id].x + size * 0.6, at[id].y + size * 0.6]);
  Object.assign(canvas, { font: `${size}px system-ui, "Segoe UI", "Noto Sans", sans-serif`, textAlign: "center", textBaseline: "top",
    lineJoin: "round", lineWidth: 4 / scale, strokeStyle: colour("sheet"), fillStyle: colour("ink") });
  for (const node of [...near].sort((a, b) => (b.id === chosen) - (a.id === chosen))) {
    const lines = scale < 0.75 && chosen === null ? [brief(data.things[node.id].label)] : node.label.split("\n");
    const half = Math.max(...lines.map((line) => canvas.measureText(line).width)) / 2 + 3 / scale;
    const height = lines.length * size * 1.15;
    const { x, y } = at[node.id];
    const [aside, above] = [node.size + 3 / scale + half, node.size + 3 / scale + height / 2];
    const middles = [[x, y + above], [x + aside, y], [x - aside, y], [x, y - above]];
    const boxes = middles.map(([h, v]) => [h - half, v - height / 2, h + half, v + height / 2]);
    const isFree = (box) => box[0] > from.x && box[2] < to.x && !taken.some((other) => overlap(box, other));
    const box = boxes.find(isFree) || (node.id === chosen && boxes[0]);
    if (!box) continue;
    taken.push(box);
    lines.forEach((line, i) => {
      canvas.strokeText(line, box[0] + half, box[1] + i * size * 1.15);
      canvas.fillText(line, box[0] + half, box[1] + i * size * 1.15);
    });
  }
}
picture.on("afterDrawing", writeLabels);

function choose(number, move) {
  chosen = number;
  paint();
  if (number === null) return fillPanel(...legend);
  picture.selectNodes([number]);
  if (move) picture.focus(number, { scale: Math.max(0.9, picture.getScale()), animation: !matchMedia("(prefers-reduced-motion)").matches });
  showNode(number);
}
function whole() {
  picture.fit({ maxZoomLevel: 1.3 });
  picture.moveTo({ scale: picture.getScale() * 0.86 }); // room for the labels, which fit() does not count
}

picture.on("click", ({ nodes: [number], edges: [line] }) => {
  if (number !== undefined) return choose(number, false);
  choose(null);
  if (line !== undefined) showLine(lines[line]);
});
$("whole").addEventListener("click", () => { choose(null); whole(); });
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { $("search").value = ""; look(); choose(null); }
});
