"use strict";
// The plain editor: an example that is chosen goes into the query, and Ctrl+Enter runs it.
const query = document.getElementById("query");
document.getElementById("examples").addEventListener("change", (event) => {
  if (event.target.value) query.value = event.target.value;
  query.focus();
});
query.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) query.form.requestSubmit();
});
