"use strict";
// What is typed into the search box in, things of that name in a list below it; texts go in as text, never as markup.
const input = document.getElementById("q");
if (input) {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = "suggestions";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  input.after(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, value);
  let chosen = -1;
  let asked = 0;
  let timer = 0;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (number) => {
    chosen = number;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === number)));
    if (number < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[number].id);
    list.children[number].scrollIntoView({ block: "nearest" });
  };
  const item = (found, i) => {
    const made = document.createElement("li");
    made.id = `suggestion-${i}`;
    made.setAttribute("role", "option");
    made.dataset.href = found.href;
    made.append(found.label);
    const about = document.createElement("small");
    about.append([found.kind, found.name, found.remark].filter(Boolean).join(" · "));
    made.append(about);
    made.addEventListener("mousedown", (event) => { event.preventDefault(); location.assign(found.href); });
    return made;
  };
  const ask = async () => {
    const number = ++asked;
    const text = input.value.trim();
    if (!text) return close();
    const lang = new URLSearchParams(location.search).get("lang") || "";
    const response = await fetch(`/suggest?${new URLSearchParams(lang ? { q: text, lang } : { q: text })}`);
    if (!response.ok || number !== asked) return;
    const found = await response.json();
    if (number !== asked) return;
    list.replaceChildren(...found.map(item));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    choose(-1);
  };
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    if (list.hidden || last < 0) return;
    if (event.key === "ArrowDown") choose(chosen < last ? chosen + 1 : 0);
    else if (event.key === "ArrowUp") choose(chosen > 0 ? chosen - 1 : last);
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.href);
    else if (event.key === "Escape") return close();
    else return;
    event.preventDefault();
  });
}

// In an article, the note of the sentence that the address points at is brought into view beside it.
const showNote = () => {
  const number = document.querySelector(".passage:has(:target) .mark")?.hash.slice(1);
  const note = number && document.getElementById(number);
  const notes = note?.closest(".notes");
  if (notes) notes.scrollTop += note.getBoundingClientRect().top - notes.getBoundingClientRect().top - 8;
};
addEventListener("hashchange", showNote);
addEventListener("load", showNote);
