// Keeps what is being typed on the server: 1.5 seconds after a pause, at most 4 seconds after the first change, and
// when the page is left. Never passwords, never files, nothing in the browser's own storage.
const PAUSE = 1500;
const LONGEST = 4000;
const RETRY = 5000;

class Keeper {
  constructor(form) {
    this.form = form;
    this.says = form.querySelector("[data-keep-says]");
    this.firstChange = 0;
    this.timer = 0;
    this.sent = this.words();
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", () => { this.leaving = true; });
    document.body.addEventListener("htmx:afterSwap", () => this.changed());
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", () => { this.leaving = false; });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.leave();
    });
  }

  words() {
    const kept = new URLSearchParams();
    const secret = new Set([...this.form.querySelectorAll("input[type=password]")].map((input) => input.name));
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string" && !secret.has(name) && name !== "csrfmiddlewaretoken") kept.append(name, value);
    }
    return kept.toString();
  }

  changed() {
    const now = Date.now();
    this.firstChange ||= now;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), Math.max(0, Math.min(PAUSE, this.firstChange + LONGEST - now)));
  }

  async keep() {
    this.firstChange = 0;
    const words = this.words();
    if (this.leaving || words === this.sent) return;
    try {
      const answer = await fetch(this.form.dataset.keep, {
        method: "POST",
        body: words,
        headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
      });
      const said = await answer.json();
      if (!answer.ok) return this.say(said.why, true);
      this.sent = words;
      this.say(said.signed_in ? `Kept at ${said.kept}` : `Kept at ${said.kept}. You are signed out: sign in to save.`);
    } catch {
      this.say("Your words could not be kept just now. Trying again.", true);
      this.timer = setTimeout(() => this.keep(), RETRY);
    }
  }

  // The page is going away: the browser finishes this by itself.
  leave() {
    const words = this.words();
    if (this.leaving || words === this.sent) return;
    const body = new Blob([words], { type: "application/x-www-form-urlencoded" });
    if (navigator.sendBeacon(this.form.dataset.keep, body)) this.sent = words;
  }

  say(text, wrong = false) {
    if (!this.says) return;
    this.says.textContent = text;
    this.says.classList.toggle("roth-keeping--wrong", wrong);
  }
}

const watched = new WeakSet();
function watch(within) {
  for (const form of within.querySelectorAll("form[data-keep]")) {
    if (!watched.has(form)) new Keeper(form);
    watched.add(form);
  }
}
watch(document);
document.body.addEventListener("htmx:load", (event) => watch(event.detail.elt));
