// Tells how far long work is, without turning the page: asks for the page again and takes over the part that changes.
"use strict";

(() => {
  const part = document.querySelector("[data-progress]");
  if (!part) return;

  async function look() {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-progress]");
      if (answer.redirected || !now) return location.reload(); // it has ended: the whole page is another
      part.querySelector("[data-said]").textContent = now.querySelector("[data-said]").textContent;
      part.querySelector("progress").max = now.querySelector("progress").max;
      part.querySelector("progress").value = now.querySelector("progress").value;
    } catch {
      // the network blinked; the next look will tell
    }
    setTimeout(look, 2000);
  }

  setTimeout(look, 1500);
})();
