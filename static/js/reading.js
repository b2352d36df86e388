// Ties each field to the words it was read from, and lets selected words fill a field or become a requirement.
"use strict";

(() => {
  const pane = document.querySelector("[data-passages]");
  const form = document.getElementById("registration");
  if (!form) return;
  let last = null;

  const say = (input) => input.dispatchEvent(new Event("input", { bubbles: true }));
  const rowsOf = () => [...form.querySelectorAll('[data-rows="requirements"] [data-row]')].filter((row) => !row.hidden);
  const textOf = (row) => row.querySelector('textarea[name$="-text"]');

  function newRequirement(words, after) {
    form.querySelector('[name="add_requirements"]').click();
    const row = rowsOf().pop();
    textOf(row).value = words.trim();
    if (after && after.nextElementSibling !== row) after.after(row);
    const marker = words.trim().match(/^([0-9]{1,3}|[IVX]{1,5})\s?[-.)]/);
    if (marker) row.querySelector('[name$="-number"]').value = marker[1];
    say(textOf(row));
    textOf(row).focus();
    return row;
  }

  // Splitting and joining requirements, with the caret as the place.
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-split], [data-join]");
    if (!button) return;
    const row = button.closest("[data-row]");
    const text = textOf(row);
    if ("split" in button.dataset) {
      const at = text.selectionStart;
      const rest = text.value.slice(at);
      if (!at || !rest.trim()) return;
      text.value = text.value.slice(0, at).trimEnd();
      newRequirement(rest, row);
    } else {
      const next = rowsOf()[rowsOf().indexOf(row) + 1];
      if (!next) return;
      text.value = text.value.trimEnd() + "\n" + textOf(next).value;
      next.querySelector("[data-remove]").click();
      say(text);
      text.focus();
    }
  });
  const show = (root) => root.querySelectorAll("[data-row-text]").forEach((tools) => { tools.hidden = false; });
  show(form);
  document.addEventListener("rows:added", (event) => show(event.detail));

  if (!pane) return;

  function light(field) {
    pane.querySelectorAll(".now").forEach((passage) => passage.classList.remove("now"));
    const passages = pane.querySelectorAll(`[data-field="${field}"]`);
    passages.forEach((passage) => passage.classList.add("now"));
    if (passages.length) {
      const top = passages[0].offsetTop - pane.clientHeight / 3;
      pane.scrollTo({ top: Math.max(0, top) });
    }
  }

  form.addEventListener("focusin", (event) => {
    if (!event.target.id || pane.contains(event.target) || event.target.id === "id_text") return;
    last = event.target;
    light(event.target.id);
  });

  // Without a mouse: the arrow keys go from passage to passage, Enter to the field.
  const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  pane.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || event.shiftKey || event.ctrlKey || event.altKey) return;
    const passages = [...pane.querySelectorAll("[data-field]")];
    const next = passages[passages.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  pane.addEventListener("click", (event) => {
    const passage = event.target.closest("[data-field]");
    if (!passage || String(getSelection())) return;
    event.preventDefault();
    const field = document.getElementById(passage.dataset.field);
    if (field) field.focus();
  });

  // Selected words
  const tools = document.querySelector("[data-selection]");
  const source = document.getElementById("id_text"); // where words are selected with the keyboard
  let words = "";
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const inside = selection.rangeCount && pane.contains(selection.anchorNode) && pane.contains(selection.focusNode);
    if (inside && String(selection).trim()) words = String(selection);
    const typed = document.activeElement === source && source.value.slice(source.selectionStart, source.selectionEnd);
    if (typed && typed.trim()) words = typed;
    tools.hidden = !((inside || typed || tools.contains(document.activeElement)) && words);
  });
  tools.addEventListener("mousedown", (event) => event.preventDefault());
  tools.querySelector("[data-fill]").addEventListener("click", () => {
    if (!last || !("value" in last) || last.type === "hidden" || last.type === "file") return;
    last.value = last.tagName === "TEXTAREA" ? words.trim() : words.trim().replace(/\s+/g, " ");
    say(last);
    last.focus();
  });
  tools.querySelector("[data-new-requirement]").addEventListener("click", () => newRequirement(words));
})();
