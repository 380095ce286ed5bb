// Makes pages better where there is JavaScript. Every page works without it.
import { initAll } from "../govuk/govuk-frontend.min.js";

initAll();

// A radio may not carry aria-expanded (WAI-ARIA 1.2); the GOV.UK component writes it at each change all the same.
const withoutExpanded = () => {
  document.querySelectorAll("input[type=radio][aria-expanded]").forEach((radio) => radio.removeAttribute("aria-expanded"));
};
withoutExpanded();
document.addEventListener("click", withoutExpanded);
addEventListener("pageshow", withoutExpanded);

// After a part of the page is exchanged: bring its components to life, and put the reader where the change is.
document.body.addEventListener("htmx:afterSwap", (event) => {
  const part = document.getElementById(event.detail.target.id) ?? event.detail.elt;
  initAll({ scope: part });
  withoutExpanded();
  if (part.classList.contains("roth-rows")) {
    const rows = part.querySelectorAll(".roth-rows__row");
    const asked = event.detail.requestConfig?.triggeringEvent?.submitter ?? event.detail.requestConfig?.elt;
    const added = asked?.name === "_add" && rows.length;
    (added ? rows[rows.length - 1] : part).focus();
  }
});

// A component in a part that opens itself (details) or prints: nothing is left closed on paper.
window.addEventListener("beforeprint", () => {
  document.querySelectorAll("details:not([open])").forEach((details) => {
    details.open = true;
    details.dataset.openedToPrint = "";
  });
});
window.addEventListener("afterprint", () => {
  document.querySelectorAll("details[data-opened-to-print]").forEach((details) => {
    details.open = false;
    delete details.dataset.openedToPrint;
  });
});
