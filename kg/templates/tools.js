// What a reader types or clicks in; what the picture and the table show out.
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
if (narrow.matches && byWeight.length) { // a phone shows a part that can be read
  picture.moveTo({ position: picture.getPosition(byWeight[0].id), scale: Math.max(0.55, picture.getScale()) });
}
if (data.start !== null) choose(data.start, false);
ready = true;
