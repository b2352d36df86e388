// What every page shares: the search key, fresh tokens, one submission at a time, and a warning before typed text is left.
"use strict";

const cookieName = document.querySelector('meta[name="csrf-cookie"]').content;

function csrfToken() {
  const pair = document.cookie.split("; ").find((part) => part.startsWith(cookieName + "="));
  return pair ? decodeURIComponent(pair.slice(cookieName.length + 1)) : "";
}

// "/" goes to the search field, unless somebody is typing.
document.addEventListener("keydown", (event) => {
  const search = document.getElementById("search");
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (event.key === "/" && search && !typing && !event.ctrlKey && !event.altKey && !event.metaKey) {
    event.preventDefault();
    search.focus();
  }
});

// On narrow screens the menu starts closed.
if (window.matchMedia("(max-width: 900px)").matches) {
  document.querySelectorAll("details[data-menu]").forEach((menu) => menu.removeAttribute("open"));
}

// What must be read first has the focus first.
const important = document.querySelector("[data-focus]");
if (important) important.focus();

// A page left open over a new sign-in still sends a valid token; a second press of the button sends nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  const token = form.querySelector("[name=csrfmiddlewaretoken]");
  if (token && csrfToken()) token.value = csrfToken();
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 8000);
});
window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => delete form.dataset.sent));

// Typed text is not left by accident.
document.querySelectorAll("form[data-guard]").forEach((form) => {
  let typed = false;
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
  window.addEventListener("beforeunload", (event) => { if (typed && !form.dataset.kept) event.preventDefault(); });
});

document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

// The file control speaks Vietnamese whatever the browser's language.
document.addEventListener("change", (event) => {
  const input = event.target;
  if (input.type !== "file") return;
  const names = [...input.files].map((file) => file.name);
  input.parentElement.querySelector("[data-chosen]").textContent = names.join(", ") || "Chưa chọn tệp nào";
});
