// Keys to turn pages, and typed words kept in this tab until they are saved. Everything works without it.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  if (event.key === "/") {
    const field = document.querySelector('input[type="search"]');
    if (field) { event.preventDefault(); field.focus(); }
    return;
  }
  const link = document.querySelector(`a[data-key="${CSS.escape(event.key)}"]`);
  if (link) link.click();
});
for (const field of document.querySelectorAll("textarea[data-keep]")) {
  const key = "kept:" + field.dataset.keep;
  const kept = sessionStorage.getItem(key);
  if (kept !== null && kept !== field.value) {
    const note = document.createElement("p");
    const take = document.createElement("button");
    note.className = "help";
    take.type = "button";
    take.textContent = "Take back what you typed here before";
    take.addEventListener("click", () => { field.value = kept; note.remove(); });
    note.append(take);
    field.after(note);
  }
  field.addEventListener("input", () => sessionStorage.setItem(key, field.value));
  field.form.addEventListener("submit", () => sessionStorage.setItem(key, field.value));
}
