// Adds, moves and takes away the rows of a form without leaving the page. Without this file the same buttons send the form.
"use strict";

document.querySelectorAll("[data-rows]").forEach((section) => {
  const prefix = section.dataset.rows;
  const list = section.querySelector("[data-rows-list]");
  const template = section.querySelector("template");
  const total = section.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
  const said = section.querySelector("[data-rows-said]");
  const form = section.closest("form");

  const rows = () => [...list.querySelectorAll("[data-row]")].filter((row) => !row.hidden);

  function number() {
    rows().forEach((row, at) => {
      row.querySelector("[data-row-number]").textContent = at + 1;
      row.querySelector('[name$="-ORDER"]').value = at + 1;
    });
    section.querySelector("[data-rows-count]").textContent = rows().length;
  }

  function changed(words) {
    number();
    said.textContent = words;
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function add() {
    const holder = document.createElement("div");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.firstElementChild;
    list.append(row);
    total.value = Number(total.value) + 1;
    document.dispatchEvent(new CustomEvent("rows:added", { detail: row }));
    row.querySelector("input:not([type=hidden]):not([type=checkbox]), textarea").focus();
    changed("Đã thêm dòng " + rows().length + ".");
  }

  function remove(row) {
    const after = rows()[rows().indexOf(row) + 1] || rows()[rows().indexOf(row) - 1];
    row.querySelector('[name$="-DELETE"]').checked = true;
    row.hidden = true;
    changed("Đã bỏ dòng.");
    (after || section).querySelector("[data-remove], [data-add]").focus();
  }

  function move(row, by) {
    const all = rows();
    const other = all[all.indexOf(row) + by];
    if (!other) return;
    if (by < 0) other.before(row); else other.after(row);
    changed("Đã chuyển đến vị trí " + (rows().indexOf(row) + 1) + ".");
  }

  section.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const row = button.closest("[data-row]");
    if ("add" in button.dataset) add();
    else if ("remove" in button.dataset) remove(row);
    else if ("up" in button.dataset) { move(row, -1); button.focus(); }
    else if ("down" in button.dataset) { move(row, 1); button.focus(); }
    else return;
    event.preventDefault();
  });
  number();
});
