"use strict";
// The data of the page in; the panel that tells about a node or a line out. Every text goes in as text, never as markup.
const data = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const root = document.documentElement;
const narrow = matchMedia("(max-width: 50rem)");
const factsOf = data.things.map(() => []);
const factsBetween = new Map();
const lineKey = ({ from, to, kind }) => `${from} ${to} ${kind}`;
for (const [number, fact] of data.facts.entries()) {
  factsOf[fact.from].push(number);
  if (fact.to !== fact.from) factsOf[fact.to].push(number);
  factsBetween.set(lineKey(fact), [...(factsBetween.get(lineKey(fact)) || []), number]);
}
let chosen = null;
let ready = false;

const fold = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");
const plain = data.things.map((thing) => fold([thing.label, ...thing.names].join(" \n ")));

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== ""));
  return made;
}
function inLanguage(tag, language, text, className = "") {
  const made = element(tag, className, text);
  made.lang = language;
  return made;
}
// Of the two the style sheet shows the one in the reader's language; a text without this class is always shown.
const both = ([vi, en]) => element("span", "", inLanguage("span", "vi", vi, "either"), inLanguage("span", "en", en || vi, "either"));
const days = (dates) => (dates.length > 2 ? `${dates[0]} – ${dates.at(-1)}` : dates.join(", "));

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
function factBox(number) {
  const fact = data.facts[number];
  const line = element("div", "", nodeButton(fact.from), " ", relation(fact), " ", nodeButton(fact.to));
  if (fact.dates.length) line.append(` (${days(fact.dates)})`);
  const box = element("div", `fact ${fact.kind}`, line);
  const isQuoted = fact.quotes.some((quote) => data.quotes[quote].text.includes(fact.content));
  if (fact.content && !isQuoted) box.append(inLanguage("p", "vi", `→ ${fact.content}`));
  box.append(...evidence(fact));
  return box;
}

const help = [...$("panel").childNodes];
function fillPanel(...children) {
  $("panel").replaceChildren(...children);
  $("panel").scrollTop = 0;
  if (narrow.matches && ready) $("panel").scrollIntoView({ block: "start" });
}
function pageLinks(thing) {
  const link = (href, texts) => {
    const made = element("a", "", both(texts));
    made.href = href;
    return made;
  };
  return element("p", "", link(thing.page, ["Trang riêng", "Its page"]), " · ", link(thing.picture, ["Vẽ quanh nút này", "Draw around it"]));
}
function showNode(number) {
  const thing = data.things[number];
  const about = element("p", "kind", both(data.kinds[thing.kind]), thing.place && ` · ${thing.place}`);
  const parts = [inLanguage("h2", "vi", thing.label), about];
  if (thing.page) parts.push(pageLinks(thing)); // where a server has pages of things
  if (thing.names.length) {
    const names = inLanguage("span", "vi", thing.names.join("; "));
    parts.push(element("p", "kind", both(["Còn gọi: ", "Also: "]), names));
  }
  const facts = factsOf[number].filter(isShownFact);
  parts.push(element("h3", "", both(["Dữ kiện", "Facts"]), ` (${facts.length})`), ...facts.map(factBox));
  if (thing.quotes.length) parts.push(element("h3", "", both(["Được nhắc đến", "Mentioned"])), ...evidence(thing));
  fillPanel(...parts);
}
function showLine(line) {
  fillPanel(element("h2", "", both(data.relations[line.kind])), ...factsBetween.get(lineKey(line)).filter(isShownFact).map(factBox));
}
