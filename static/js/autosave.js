// Keeps what is typed: on the server every few seconds, and in this browser where the server cannot be reached.
"use strict";

(() => {
  const every = 3000;
  const say = (words) => document.querySelectorAll("[data-saved]").forEach((place) => { place.textContent = words; });

  function fieldsOf(form) {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
    return fields;
  }

  function storedUnder(form) {
    return "so-chi-dao:" + (form.dataset.keep || location.pathname);
  }

  function keepHere(form) {
    const fields = fieldsOf(form);
    fields.delete("csrfmiddlewaretoken");
    try { localStorage.setItem(storedUnder(form), fields.toString()); } catch (full) { /* nothing more can be done here */ }
  }

  function dropHere(form) {
    localStorage.removeItem(storedUnder(form));
  }

  // On the server: the registration form.
  document.querySelectorAll("form[data-autosave]").forEach((form) => {
    let saved = fieldsOf(form).toString();
    window.addEventListener("load", () => { saved = fieldsOf(form).toString(); }); // once the rows have their numbers
    let busy = false;
    let sending = false;
    form.addEventListener("submit", () => { sending = true; });

    async function save(leaving) {
      const fields = fieldsOf(form);
      if (sending || busy || fields.toString() === saved) return;
      busy = true;
      try {
        const answer = await fetch(form.dataset.autosave, {
          method: "POST",
          body: fields,
          keepalive: leaving && fields.toString().length < 60000,
          headers: { "X-CSRFToken": csrfToken(), "X-Requested-With": "fetch" },
        });
        if (answer.status === 401 || answer.status === 403) throw new Error("session");
        if (!answer.ok) throw new Error("server");
        saved = fields.toString();
        form.dataset.kept = "yes";
        dropHere(form);
        say("Tự lưu nháp lúc " + (await answer.json()).saved_at + ".");
      } catch (trouble) {
        keepHere(form);
        form.dataset.kept = "yes";
        say(trouble.message === "session"
          ? "Phiên làm việc đã hết hạn. Nội dung được giữ trên máy này; đăng nhập lại ở một thẻ khác rồi tiếp tục."
          : "Chưa lưu được lên máy chủ; nội dung được giữ trên máy này.");
      } finally {
        busy = false;
      }
    }

    form.addEventListener("input", () => { delete form.dataset.kept; });
    setInterval(() => save(false), every);
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
  });

  // In this browser: shorter forms, such as a report.
  document.querySelectorAll("form[data-keep]").forEach((form) => {
    const kept = localStorage.getItem(storedUnder(form));
    const untouched = !form.querySelector(".errorlist");
    if (kept && untouched) {
      for (const [name, value] of new URLSearchParams(kept)) {
        const field = form.elements[name];
        if (field && name !== "key" && "value" in field && !field.value) field.value = value;
      }
      say("Nội dung đang viết dở đã được khôi phục.");
    }
    form.addEventListener("input", () => {
      keepHere(form);
      form.dataset.kept = "yes";
      say("Nội dung đang viết được giữ trên máy này.");
    });
    form.addEventListener("submit", () => sessionStorage.setItem("so-chi-dao:sent", storedUnder(form)));
  });
})();

// A form that was accepted leads to another page: its copy here is no longer needed.
(() => {
  const sent = sessionStorage.getItem("so-chi-dao:sent");
  if (sent && !document.querySelector(".errorlist, .message.wrong")) localStorage.removeItem(sent);
  sessionStorage.removeItem("so-chi-dao:sent");
})();
