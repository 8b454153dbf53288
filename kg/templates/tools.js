// What a reader types or clicks in; what the picture and the table show out, and the address that shows it again.
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
  if ($("rest") && (asked || isNarrowed())) $("rest").open = true;
  filterRows(asked);
}
function filterRows(asked) {
  rows.forEach((row, i) => {
    const { from, to } = data.facts[i];
    row.hidden = !isShownFact(i) || Boolean(asked && !plain[from].includes(asked) && !plain[to].includes(asked));
  });
}
$("search").addEventListener("input", look);
$("search").addEventListener("keydown", (event) => {
  if (event.key === "Enter") $("found").querySelector("button")?.click();
});
document.addEventListener("click", (event) => {
  if (!event.target.closest(".search")) $("found").hidden = true;
});

// The filters stand in the address: of a file after #, for a server after ?.
const DATE = /^[12]\d{3}(-\d{2}(-\d{2})?)?$/;
const boxes = [...document.querySelectorAll("#kinds input")];
const isFile = location.protocol === "file:";
const date = (id) => (DATE.test($(id).value.trim()) ? $(id).value.trim() : "");
function readForm() {
  filter.kinds = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  [filter.since, filter.until] = [date("since"), date("until")];
  filter.sure = Number($("sure").value);
}
function keepInAddress() {
  const told = new URLSearchParams((isFile ? location.hash : location.search).slice(1));
  const hidden = boxes.filter((box) => !box.checked).map((box) => box.value);
  const values = { from: filter.since, to: filter.until, sure: filter.sure || "", hide: hidden.join(",") };
  for (const [name, value] of Object.entries(values)) value ? told.set(name, value) : told.delete(name);
  history.replaceState(null, "", isFile ? `#${told}` : `${location.pathname}${told.size ? `?${told}` : ""}`);
}
function readAddress() {
  const told = new URLSearchParams((isFile ? location.hash : location.search).slice(1));
  [$("since").value, $("until").value] = [told.get("from") || "", told.get("to") || ""];
  if ([...$("sure").options].some((option) => option.value === told.get("sure"))) $("sure").value = told.get("sure");
  const hidden = (told.get("hide") || "").split(",");
  for (const box of boxes) box.checked = !hidden.includes(box.value);
  readForm();
}
$("filters").addEventListener("change", () => {
  readForm();
  keepInAddress();
  paint();
  look();
  if (chosen !== null) showNode(chosen);
});
$("filters").addEventListener("submit", (event) => event.preventDefault());
$("language")?.addEventListener("click", () => {
  root.lang = root.lang === "vi" ? "en" : "vi";
  paint();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);

readAddress();
if (isNarrowed() || filter.kinds.size < boxes.length) {
  paint();
  look();
}
fit();
if (narrow.matches && byWeight.length) { // a phone shows a part that can be read
  const middle = data.start === null ? byWeight[0].id : data.start;
  picture.moveTo({ position: picture.getPosition(middle), scale: Math.max(0.55, picture.getScale()) });
}
if (data.start !== null) choose(data.start, false);
ready = true;
