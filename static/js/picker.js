// Suggests names from the directory while they are typed. The field stays plain text: names parted by semicolons, or one
// name alone (data-picker-one), whose number then travels beside it.
"use strict";

(() => {
  let counter = 0;

  function enhance(input) {
    if (input.dataset.enhanced) return;
    input.dataset.enhanced = "yes";
    const one = "pickerOne" in input.dataset;
    const holder = document.createElement("div");
    holder.className = "picker";
    input.before(holder);
    const list = document.createElement("ul");
    list.className = "suggestions";
    list.id = "suggestions-" + ++counter;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Tên gợi ý");
    list.hidden = true;
    const said = document.createElement("div");
    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    said.setAttribute("aria-live", "polite");
    const focused = document.activeElement === input;
    holder.append(input, list, said);
    if (focused) input.focus();
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-haspopup", "listbox");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    let timer = 0;
    let asked = 0;
    let at = -1;
    let rows = [];

    const typed = () => (one ? input.value : input.value.split(";").pop()).trim();
    const beside = (what) => input.form && [...input.form.elements].filter((other) => other.name === input.name + what);

    function close() {
      list.hidden = true;
      at = -1;
      asked += 1; // an answer still on its way comes too late
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function mark(to) {
      const options = [...list.children];
      at = (to + options.length) % options.length;
      options.forEach((option, number) => option.setAttribute("aria-selected", number === at ? "true" : "false"));
      input.setAttribute("aria-activedescendant", options[at].id);
      options[at].scrollIntoView({ block: "nearest" });
    }

    function choose(row) {
      const before = one ? [] : input.value.split(";").slice(0, -1).map((part) => part.trim()).filter(Boolean);
      input.value = [...before, row.name].join("; ");
      if (one) remember(row);
      input.dispatchEvent(new Event("input", { bubbles: true }));
      said.textContent = "Đã chọn " + row.name + ".";
      close();
    }

    function remember(row) {
      beside("-asked").forEach((other) => { other.value = row.name; });
      beside("-exact").forEach((other) => {
        if (other.type === "radio") other.checked = Number(other.value) === row.body;
        else other.value = row.body || "";
      });
    }

    function announce() {
      if (!rows.length) said.textContent = "Không có tên gợi ý.";
      else if (rows[0].near) said.textContent = "Không có tên đúng như vậy, " + rows.length + " tên gần giống.";
      else said.textContent = rows.length + " tên gợi ý, dùng phím mũi tên để chọn.";
    }

    function show() {
      list.replaceChildren(...rows.map((row, number) => {
        const option = document.createElement("li");
        option.id = list.id + "-" + number;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = row.name;
        const hint = document.createElement("small");
        hint.textContent = row.hint;
        option.append(" ", hint);
        option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(row); });
        return option;
      }));
      list.hidden = !rows.length;
      at = -1;
      input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-expanded", rows.length ? "true" : "false");
      announce();
    }

    async function suggest() {
      const words = typed();
      if (words.length < 2) { said.textContent = ""; return close(); }
      const mine = ++asked;
      let found = [];
      try {
        const address = input.dataset.picker + (input.dataset.picker.includes("?") ? "&" : "?") + "q=" + encodeURIComponent(words);
        const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
        if (answer.ok) found = await answer.json();
      } catch (offline) { /* the field works without suggestions */ }
      if (mine !== asked || document.activeElement !== input) return;
      rows = found;
      show();
    }

    input.addEventListener("input", (event) => {
      clearTimeout(timer);
      if (event.isTrusted) timer = setTimeout(suggest, 160);
    });
    input.addEventListener("blur", () => setTimeout(close, 100));
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      if (list.hidden) {
        if (event.key === "ArrowDown" && typed().length > 1) { event.preventDefault(); suggest(); }
        return;
      }
      if (event.key === "ArrowDown") { event.preventDefault(); mark(at + 1); }
      else if (event.key === "ArrowUp") { event.preventDefault(); mark(at < 0 ? -1 : at - 1); }
      else if (event.key === "Home" && at >= 0) { event.preventDefault(); mark(0); }
      else if (event.key === "End" && at >= 0) { event.preventDefault(); mark(-1); }
      else if (event.key === "Enter" && at >= 0) { event.preventDefault(); choose(rows[at]); }
      else if (event.key === "Escape") { event.preventDefault(); close(); }
      else if (event.key === "Tab") close();
    });
  }

  document.querySelectorAll("input[data-picker]").forEach(enhance);
  document.addEventListener("rows:added", (event) => event.detail.querySelectorAll("input[data-picker]").forEach(enhance));
})();
