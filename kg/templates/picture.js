// Nodes and edges in; the drawing out, its colours from the style sheet, its labels placed as on a map.
const colour = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();
const heavy = { directs: 4, holds: 1.8, assigns: 2 };
const lines = data.edges.map((edge, id) => ({ ...edge, id }));
const near = data.nodes.map(() => new Set());
for (const { from, to } of lines) {
  near[from].add(to);
  near[to].add(from);
}

// What is filtered out, and what has not been opened yet: a picture around one thing begins with its neighbours.
const filter = { kinds: new Set(Object.keys(data.kinds)), since: "", until: "", sure: 0 };
const SMALL = 25; // nodes that are shown at once
let opened = data.start !== null && data.nodes.length > SMALL ? new Set([data.start, ...near[data.start]]) : null;
const surest = data.facts.map(({ quotes }) => Math.max(...quotes.map((quote) => 100 * data.quotes[quote].confidence)));
function isShownFact(number) {
  const { from, to, dates, quotes } = data.facts[number];
  if (!filter.kinds.has(data.things[from].kind) || !filter.kinds.has(data.things[to].kind)) return false;
  if (quotes.length && surest[number] < filter.sure) return false;
  if (!filter.since && !filter.until) return true;
  return dates.some((day) => day >= filter.since && (!filter.until || day.slice(0, filter.until.length) <= filter.until));
}
const isNarrowed = () => Boolean(filter.since || filter.until || filter.sure);
const isShownNode = ({ id, group }) =>
  filter.kinds.has(group) && (!opened || opened.has(id)) && (!isNarrowed() || factsOf[id].some(isShownFact));
const closedBeside = (id) => (opened ? [...near[id]].filter((other) => !opened.has(other) && filter.kinds.has(data.things[other].kind)).length : 0);

function nodeLooks() {
  const ink = colour("ink");
  const sheet = colour("sheet");
  const fills = Object.fromEntries(Object.keys(data.kinds).map((kind) => [kind, colour(kind)]));
  return data.nodes.map((node) => {
    const { id, group } = node;
    const fill = fills[group];
    return {
      id,
      hidden: !isShownNode(node),
      opacity: chosen === null || id === chosen || near[chosen].has(id) ? 1 : 0.15,
      color: { background: fill, border: sheet, highlight: { background: fill, border: ink }, hover: { background: fill, border: ink } },
    };
  });
}
const LABELLED = 12; // lines whose names still fit side by side
function lineLooks() {
  const language = root.lang === "en" ? 1 : 0;
  const inks = Object.fromEntries(["directs", "holds", "assigns", "other"].map((kind) => [kind, colour(kind)]));
  const [soft, sheet] = [colour("soft"), colour("sheet")];
  const touching = lines.filter(({ from, to }) => chosen === from || chosen === to).length;
  return lines.map((line) => {
    const { id, from, to, kind } = line;
    const touched = chosen === from || chosen === to;
    const ink = inks[kind in heavy ? kind : "other"];
    return {
      id,
      hidden: !factsBetween.get(lineKey(line)).some(isShownFact),
      color: { color: ink, highlight: ink, hover: ink, opacity: chosen === null || touched ? 1 : 0.1 },
      dashes: kind === "assigns" ? [7, 5] : false,
      width: heavy[kind] || 1,
      label: (touched && touching <= LABELLED) || lines.length <= LABELLED ? data.relations[kind][language] : undefined,
      font: { color: soft, size: 11, strokeWidth: 3, strokeColor: sheet, align: "middle" },
    };
  });
}
const merged = (items, looks) => items.map((item, i) => ({ ...item, ...looks[i] }));
const nodes = new vis.DataSet(merged(data.nodes.map(({ label, ...node }) => node), nodeLooks()));
const edges = new vis.DataSet(merged(lines, lineLooks()));
const picture = new vis.Network(
  $("picture").appendChild(element("div", "")), { nodes, edges }, { ...data.options, height: "100%", width: "100%" });
function paint() {
  nodes.update(nodeLooks());
  edges.update(lineLooks());
}

// The text beside the pointer is made when the pointer comes.
picture.on("hoverNode", ({ node }) => {
  const thing = data.things[node];
  const tip = element("div", "tip", inLanguage("b", "vi", thing.label), element("br"), both(data.kinds[thing.kind]));
  if (thing.quotes.length) tip.append(blockquote(thing.quotes[0]));
  nodes.update({ id: node, title: tip });
});
picture.on("hoverEdge", ({ edge }) => {
  const { from, to } = lines[edge];
  const facts = factsBetween.get(lineKey(lines[edge])).filter(isShownFact).map((number) => data.facts[number]);
  if (!facts.length) return;
  const [left, right] = [from, to].map((end) => inLanguage("b", "vi", data.things[end].label));
  const tip = element("div", "tip", left, " ", relation(facts[0]), " ", right);
  if (facts[0].quotes.length) tip.append(blockquote(facts[0].quotes[0]));
  if (facts.length > 1) tip.append(element("p", "kind", both([`và ${facts.length - 1} lần khác`, `and ${facts.length - 1} more`])));
  edges.update({ id: edge, title: tip });
});

// From afar "Ủy ban nhân dân tỉnh Bình Định" is "Ủy ban … Bình Định": what tells names apart stands at the end.
function brief(label) {
  const words = label.split(" ");
  if (label.length <= 22) return label;
  const [head, tail] = [[words.shift()], [words.pop()]];
  while (words.length && [...head, words[0]].join(" ").length <= 10) head.push(words.shift());
  while (words.length && [words.at(-1), ...tail].join(" ").length <= 11) tail.unshift(words.pop());
  return [...head, "…", ...tail].join(" ");
}
// Boxes that are taken, found again by the squares of a grid that they touch.
class Taken {
  constructor(side) {
    this.side = side;
    this.squares = new Map();
  }
  *keys([left, top, right, bottom]) {
    for (let h = Math.floor(left / this.side); h <= Math.floor(right / this.side); h++)
      for (let v = Math.floor(top / this.side); v <= Math.floor(bottom / this.side); v++) yield `${h} ${v}`;
  }
  add(box) {
    for (const key of this.keys(box)) this.squares.set(key, [...(this.squares.get(key) || []), box]);
  }
  isFree(box) {
    const apart = (other) => box[0] >= other[2] || box[2] <= other[0] || box[1] >= other[3] || box[3] <= other[1];
    return [...this.keys(box)].every((key) => (this.squares.get(key) || []).every(apart));
  }
}
// Labels keep their size at any zoom, as on a map: those of the weightiest nodes first, none over another or over a
// node. What is opened by a click is told by a number.
const byWeight = [...data.nodes].sort((a, b) => b.size - a.size || a.id - b.id);
const LABELS = 250; // more could not be read
function writeLabels(canvas) {
  const scale = picture.getScale();
  const size = 12.5 / scale;
  const [air, leading] = [3 / scale, size * 1.15];
  const from = picture.DOMtoCanvas({ x: 0, y: 0 });
  const to = picture.DOMtoCanvas({ x: $("picture").clientWidth, y: $("picture").clientHeight });
  const at = picture.getPositions();
  const inView = byWeight.filter((node) => isShownNode(node) && at[node.id].x > from.x && at[node.id].x < to.x && at[node.id].y > from.y && at[node.id].y < to.y);
  const taken = new Taken(90 / scale);
  for (const { id, size: radius } of inView) taken.add([at[id].x - radius * 0.6, at[id].y - radius * 0.6, at[id].x + radius * 0.6, at[id].y + radius * 0.6]);
  Object.assign(canvas, { font: `${size}px system-ui, "Segoe UI", "Noto Sans", sans-serif`, textAlign: "center", textBaseline: "top",
    lineJoin: "round", lineWidth: 4 / scale, strokeStyle: colour("sheet"), fillStyle: colour("ink") });
  const called = chosen === null ? inView : inView.filter(({ id }) => id === chosen || near[chosen].has(id));
  for (const node of called.sort((a, b) => (b.id === chosen) - (a.id === chosen)).slice(0, LABELS)) {
    const more = closedBeside(node.id);
    const rows = scale < 0.75 && chosen === null ? [brief(data.things[node.id].label)] : node.label.split("\n");
    if (more) rows[rows.length - 1] += `  +${more}`;
    const half = Math.max(...rows.map((row) => canvas.measureText(row).width)) / 2 + 2 * air;
    const height = rows.length * leading + air;
    const { x, y } = at[node.id];
    const [aside, above] = [node.size + air + half, node.size + air + height / 2];
    const middles = [[x, y + above], [x + aside, y], [x - aside, y], [x, y - above]];
    const boxes = middles.map(([h, v]) => [h - half, v - height / 2, h + half, v + height / 2]);
    const box = boxes.find((one) => one[0] > from.x && one[2] < to.x && taken.isFree(one)) || (node.id === chosen && boxes[0]);
    if (!box) continue;
    taken.add(box);
    rows.forEach((row, i) => {
      canvas.strokeText(row, box[0] + half, box[1] + i * leading);
      canvas.fillText(row, box[0] + half, box[1] + i * leading);
    });
  }
}
picture.on("afterDrawing", writeLabels);

function choose(number, move) {
  chosen = number;
  if (number !== null && opened) opened = new Set([...opened, number, ...near[number]]);
  paint();
  if (number === null) return fillPanel(...help);
  picture.selectNodes([number]);
  if (move) picture.focus(number, { scale: Math.max(0.9, picture.getScale()), animation: !matchMedia("(prefers-reduced-motion)").matches });
  showNode(number);
}
function fit() {
  picture.fit({ nodes: data.nodes.filter(isShownNode).map(({ id }) => id), maxZoomLevel: 1.3 });
  picture.moveTo({ scale: picture.getScale() * 0.86 }); // room for the labels, which fit() does not count
}

picture.on("click", ({ nodes: [number], edges: [line] }) => {
  if (number !== undefined) return choose(number, false);
  choose(null);
  if (line !== undefined) showLine(lines[line]);
});
$("whole").addEventListener("click", () => {
  opened = null;
  choose(null);
  fit();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { $("search").value = ""; look(); choose(null); }
});
