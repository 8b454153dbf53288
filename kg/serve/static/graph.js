"use strict";
// The nodes and lines of an answer in, their drawing out; a node of ours leads to its page.
const told = JSON.parse(document.getElementById("graph-data").textContent);
const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const short = (text) => (text.length > 40 ? `${text.slice(0, 38)}…` : text);
const font = { color: style("ink"), size: 13, face: "system-ui, Segoe UI, Noto Sans, sans-serif" };
const network = new vis.Network(
  document.getElementById("graph"),
  {
    nodes: told.nodes.map(({ id, label }) => ({ id, label: short(label), title: label })),
    edges: told.edges.map(({ from, to, label }) => ({ from, to, label: label || undefined })),
  },
  {
    layout: { randomSeed: 7, improvedLayout: told.nodes.length < 120 },
    physics: { stabilization: { iterations: 250 }, barnesHut: { springLength: 150, centralGravity: 0.7, gravitationalConstant: -6000, avoidOverlap: 0.5 } },
    nodes: { shape: "dot", size: 8, color: style("link"), font },
    edges: { arrows: { to: { enabled: true, scaleFactor: 0.5 } }, color: { color: style("soft"), opacity: 0.55 }, font: { ...font, size: 10, color: style("soft"), strokeColor: style("sheet") } },
    interaction: { hover: true },
  });
network.once("stabilizationIterationsDone", () => network.setOptions({ physics: false }));
network.on("doubleClick", ({ nodes: [id] }) => {
  const node = told.nodes.find((one) => one.id === id);
  if (node && node.href) location.assign(node.href);
});
