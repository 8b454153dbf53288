"use strict";
// Data of the page in; the picture, its panel, its search and its filters out. Every text goes in by textContent.
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const root = document.documentElement;
  const narrow = matchMedia("(max-width: 50rem)");
  const shown = new Set(Object.keys(data.kinds));
  let chosen = null;
  let ready = false;

  // ---- words
  const fold = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");
  const plain = data.things.map((thing) => fold([thing.label, ...thing.names].join(" \n ")));

  function element(tag, className, ...children) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children.filter((child) => child !== ""));
    return made;
  }
  function inLanguage(tag, language, text) {
    const made = element(tag, "", text);
    made.lang = language;
    return made;
  }
  const both = ([vi, en]) => element("span", "", inLanguage("span", "vi", vi), inLanguage("span", "en", en || vi));

  // ---- evidence
  function source(quote) {
    if (!/^https?:\/\//i.test(quote.url)) return document.createTextNode(quote.source);
    const link = element("a", "", quote.source);
    link.href = quote.url;
    link.rel = "noopener noreferrer";
    link.target = "_blank";
    return link;
  }
  function blockquote(number) {
    const quote = data.quotes[number];
    const sure = Math.round(100 * quote.confidence);
    const footer = element("footer", "", source(quote), quote.date && `, ${quote.date}`, ", ");
    footer.append(both([`độ tin cậy ${sure}%`, `confidence ${sure}%`]));
    return element("blockquote", "", inLanguage("span", "vi", `“${quote.text}”`), footer);
  }
  function evidence(of) {
    const made = of.quotes.map(blockquote);
    if (of.more) made.push(element("p", "kind", both([`và ${of.more} đoạn khác`, `and ${of.more} more passages`])));
    if (!made.length) made.push(element("p", "kind", both(["dữ liệu tham chiếu", "reference data"])));
    return made;
  }
  function relation(fact) {
    const made = element("b", "", both(data.relations[fact.kind]));
    if (fact.words[0]) made.append(": ", both(fact.words));
    return made;
  }
  function nodeButton(number) {
    const made = element("button", "", data.things[number].label);
    made.type = "button";
    made.lang = "vi";
    made.addEventListener("click", () => choose(number, true));
    return made;
  }
  function factBox(fact) {
    const line = element("div", "", nodeButton(fact.from), " ", relation(fact), " ", nodeButton(fact.to));
    if (fact.dates.length) line.append(` (${fact.dates.join(", ")})`);
    const box = element("div", `fact ${fact.kind}`, line);
    if (fact.content) box.append(inLanguage("p", "vi", `→ ${fact.content}`));
    box.append(...evidence(fact));
    return box;
  }

  // ---- panel
  const legend = [...$("panel").childNodes];
  function fillPanel(...children) {
    $("panel").replaceChildren(...children);
    $("panel").scrollTop = 0;
    if (narrow.matches && ready) $("panel").scrollIntoView({ block: "start" });
  }
  function heading(text) {
    return inLanguage("h2", "vi", text);
  }
  function showNode(number) {
    const thing = data.things[number];
    const about = element("p", "kind", both(data.kinds[thing.kind]), thing.place && ` · ${thing.place}`);
    const parts = [heading(thing.label), about];
    if (thing.names.length) {
      const names = inLanguage("span", "vi", thing.names.join("; "));
      parts.push(element("p", "kind", both(["Còn gọi: ", "Also: "]), names));
    }
    const facts = data.facts.filter((fact) => fact.from === number || fact.to === number);
    parts.push(element("h3", "", both(["Dữ kiện", "Facts"]), ` (${facts.length})`), ...facts.map(factBox));
    if (thing.quotes.length) parts.push(element("h3", "", both(["Được nhắc đến", "Mentioned"])), ...evidence(thing));
    fillPanel(...parts);
  }
  function showLine(edge) {
    const facts = data.facts.filter((fact) => fact.from === edge.from && fact.to === edge.to && fact.kind === edge.kind);
    fillPanel(element("h2", "", both(data.relations[edge.kind])), ...facts.map(factBox));
  }

  // ---- picture
  const colour = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();
  const heavy = { directs: 3, holds: 1.6, assigns: 1.8 };
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
  // Labels keep their size at any zoom, as on a map: those of the weightiest nodes first, none over another or over a
  // node. Seen from afar, a label is cut to one line.
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
      const all = node.label.split("\n");
      const lines = scale < 0.75 && all.length > 1 && chosen === null ? [`${all[0]} …`] : all;
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

  // ---- search, filters, language
  const rows = [...document.querySelectorAll("#table tbody tr")];
  function look() {
    const asked = fold($("search").value.trim());
    const hits = asked ? plain.flatMap((text, number) => (text.includes(asked) ? [number] : [])) : [];
    const exact = (number) => !fold(data.things[number].label).startsWith(asked);
    hits.sort((a, b) => exact(a) - exact(b) || a - b);
    const items = hits.slice(0, 12).map((number) => {
      const made = element("button", "", inLanguage("span", "vi", data.things[number].label), " ");
      made.append(element("span", "kind", both(data.kinds[data.things[number].kind])));
      made.type = "button";
      made.addEventListener("click", () => { $("found").hidden = true; choose(number, true); $("panel").focus({ preventScroll: true }); });
      return element("li", "", made);
    });
    if (asked && !hits.length) items.push(element("li", "", element("p", "", both(["Không thấy", "Nothing found"]))));
    if (hits.length > 12) items.push(element("li", "", element("p", "", both([`và ${hits.length - 12} kết quả khác`, `and ${hits.length - 12} more`]))));
    $("found").replaceChildren(...items);
    $("found").hidden = !asked;
    filterRows(asked);
  }
  function filterRows(asked) {
    rows.forEach((row, i) => {
      const { from, to } = data.facts[i];
      const visible = shown.has(data.things[from].kind) && shown.has(data.things[to].kind);
      row.hidden = !visible || (asked && !plain[from].includes(asked) && !plain[to].includes(asked));
    });
  }
  $("search").addEventListener("input", look);
  $("search").addEventListener("keydown", (event) => {
    if (event.key === "Enter") $("found").querySelector("button")?.click();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".search")) $("found").hidden = true;
  });
  $("kinds").addEventListener("change", ({ target }) => {
    target.checked ? shown.add(target.value) : shown.delete(target.value);
    paint();
    look();
  });
  function speak(language) {
    root.lang = language;
    paint();
  }
  $("language").addEventListener("click", () => speak(root.lang === "vi" ? "en" : "vi"));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);

  paint();
  whole();
  if (data.start !== null) choose(data.start, false);
  ready = true;
})();
