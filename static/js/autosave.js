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

  // Offices share machines: each person's words lie under the person's own number.
  const storedUnder = (form) => ["so-chi-dao", form.dataset.user, location.pathname].join(":");

  // Of a secret dispatch nothing may stay, in this browser either.
  const stamp = /^[ *[\]().]*((TỐI|TUYỆT) )?MẬT[ *[\]().]*$/m;
  const isSecret = (fields) => Boolean(fields.get("secrecy")) || stamp.test(fields.get("text") || "");

  function keepHere(form) {
    const fields = fieldsOf(form);
    if (isSecret(fields)) return dropHere(form);
    fields.delete("csrfmiddlewaretoken");
    try { localStorage.setItem(storedUnder(form), fields.toString()); } catch (full) { /* nothing more can be done here */ }
  }

  const dropHere = (form) => localStorage.removeItem(storedUnder(form));

  async function send(form, fields, leaving) {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: fields,
      keepalive: leaving && fields.toString().length < 60000,
      headers: { "X-CSRFToken": csrfToken(), "X-Requested-With": "fetch" },
    });
    if (answer.status === 401 || answer.status === 403) throw new Error("session");
    if (!answer.ok) throw new Error("server");
    const { saved_at: time, version } = await answer.json();
    if (version) {
      form.elements.version.value = version; // what was saved is what this page now stands on
      fields.set("version", version);
    }
    return time;
  }

  // On the server: the registration form and the report.
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
        const time = await send(form, fields, leaving);
        saved = fields.toString();
        dropHere(form);
        say("Tự lưu nháp lúc " + time + ".");
      } catch (trouble) {
        keepHere(form);
        say(trouble.message === "session"
          ? "Phiên làm việc đã hết hạn. Nội dung được giữ trên máy này; đăng nhập lại ở một thẻ khác rồi tiếp tục."
          : "Chưa lưu được lên máy chủ; nội dung được giữ trên máy này.");
      } finally {
        form.dataset.kept = "yes";
        busy = false;
      }
    }

    // What could not be sent the last time becomes a draft now.
    const left = localStorage.getItem(storedUnder(form));
    if (left) {
      const fields = new URLSearchParams(left);
      send(form, fields, false).then(() => {
        dropHere(form);
        location.replace("?nhap=" + encodeURIComponent(fields.get("key")));
      }).catch(() => { /* still out of reach: it stays where it is */ });
    }

    form.addEventListener("input", () => { delete form.dataset.kept; });
    setInterval(() => save(false), every);
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
    window.addEventListener("pagehide", () => save(true));
  });
})();
