// Suggests names from the directory while they are typed. The field stays plain text: names parted by semicolons.
"use strict";

(() => {
  let counter = 0;

  function enhance(input) {
    if (input.dataset.enhanced) return;
    input.dataset.enhanced = "yes";
    const holder = document.createElement("div");
    holder.className = "picker";
    input.before(holder);
    const list = document.createElement("ul");
    list.className = "suggestions";
    list.id = "suggestions-" + ++counter;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Tên gợi ý");
    list.hidden = true;
    holder.append(input, list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    let timer = 0;
    let asked = 0;
    let at = -1;

    const typed = () => input.value.split(";").pop().trim();

    function close() {
      list.hidden = true;
      at = -1;
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

    function choose(name) {
      const before = input.value.split(";").slice(0, -1).map((part) => part.trim()).filter(Boolean);
      input.value = [...before, name].join("; ");
      input.dispatchEvent(new Event("input", { bubbles: true }));
      close();
    }

    async function suggest() {
      const words = typed();
      const mine = ++asked;
      if (words.length < 2) return close();
      let found = [];
      try {
        const answer = await fetch(input.dataset.picker + "?q=" + encodeURIComponent(words), { headers: { "X-Requested-With": "fetch" } });
        if (answer.ok) found = await answer.json();
      } catch (offline) { /* the field works without suggestions */ }
      if (mine !== asked || document.activeElement !== input) return;
      list.replaceChildren(...found.map((row, number) => {
        const option = document.createElement("li");
        option.id = list.id + "-" + number;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = row.name;
        const hint = document.createElement("small");
        hint.textContent = row.hint;
        option.append(" ", hint);
        option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(row.name); });
        return option;
      }));
      list.hidden = !found.length;
      at = -1;
      input.setAttribute("aria-expanded", found.length ? "true" : "false");
    }

    input.addEventListener("input", (event) => {
      clearTimeout(timer);
      if (event.isTrusted) timer = setTimeout(suggest, 160);
    });
    input.addEventListener("blur", () => setTimeout(close, 100));
    input.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown") { event.preventDefault(); mark(at + 1); }
      else if (event.key === "ArrowUp") { event.preventDefault(); mark(at < 0 ? -1 : at - 1); }
      else if (event.key === "Enter" && at >= 0) { event.preventDefault(); choose(list.children[at].firstChild.textContent); }
      else if (event.key === "Escape") close();
    });
  }

  document.querySelectorAll("input[data-picker]").forEach(enhance);
  document.addEventListener("rows:added", (event) => event.detail.querySelectorAll("input[data-picker]").forEach(enhance));
})();
