"use strict";
// The text area of the query in; an editor with colours and completion out, where the Yasgui package has been packed in.
// An example that is chosen goes into the query, and Ctrl+Enter runs it.
const area = document.getElementById("query");
const form = area.form;
let text = { get: () => area.value, set: (value) => { area.value = value; area.focus(); } };

function completer(names) {
  return {
    name: "terms",
    bulk: true,
    autoShow: false,
    persistenceId: null,
    isValidCompletionPosition: (yasqe) => /^[\w-]*:?[\w-]*$/.test(yasqe.getCompleteToken().string),
    preProcessToken: (yasqe, token) => token,
    postProcessSuggestion: (yasqe, token, suggestion) => suggestion,
    get: async () => names,
  };
}
async function enhance(Yasqe) {
  const { terms, prefixes } = await (await fetch("/static/terms.json")).json();
  Yasqe.defaults.autocompleters = ["variables"];
  Yasqe.registerAutocompleter(completer([...terms.map((term) => term.name), ...Object.keys(prefixes).map((prefix) => `${prefix}:`)]));
  const place = document.createElement("div");
  place.className = "editor";
  area.before(place);
  area.hidden = true;
  const yasqe = new Yasqe(place, {
    value: area.value,
    persistenceId: null,
    showQueryButton: false,
    createShareableLink: null,
    resizeable: true,
    editorHeight: "22rem",
    autocompleters: ["variables", "terms"],
    collapsePrefixesOnLoad: false,
    extraKeys: { "Ctrl-Enter": () => form.requestSubmit(), "Cmd-Enter": () => form.requestSubmit(), "Ctrl-Space": (editor) => editor.autocomplete() },
  });
  const declare = () => {
    const value = yasqe.getValue().replace(/#.*|"[^"\n]*"|'[^'\n]*'|<[^>\s]*>/g, " ");
    const missing = Object.entries(prefixes).filter(([name]) =>
      new RegExp(`(?<![\\w:-])${name}:`).test(value) && !new RegExp(`prefix\\s+${name}:`, "i").test(value));
    if (missing.length) yasqe.addPrefixes(Object.fromEntries(missing));
  };
  let timer = 0;
  yasqe.on("change", () => { clearTimeout(timer); timer = setTimeout(declare, 500); });
  declare();
  document.querySelector("label[for=query]").addEventListener("click", () => yasqe.focus());
  yasqe.getInputField().setAttribute("aria-label", document.querySelector("label[for=query]").textContent);
  yasqe.getScrollerElement().tabIndex = 0; // a long query is scrolled with the keyboard too
  text = { get: () => yasqe.getValue(), set: (value) => { yasqe.setValue(value); yasqe.focus(); } };
  form.addEventListener("submit", () => { area.value = yasqe.getValue(); });
}

document.getElementById("examples").addEventListener("change", (event) => {
  if (event.target.value) text.set(event.target.value);
});
area.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
if (window.Yasgui && window.Yasgui.Yasqe) enhance(window.Yasgui.Yasqe);
