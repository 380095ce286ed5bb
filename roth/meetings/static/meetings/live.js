// A screen that watches a conference. htmx asks for the part that changes; this says aloud that it has, and leaves the
// page when the reader may no longer see it. Without JavaScript the reader looks again.
const says = document.getElementById("now-says");

document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id !== "now") return;
  if (event.detail.xhr.status !== 204 && !event.detail.serverResponse.includes('id="now"')) {
    event.detail.shouldSwap = event.detail.isError = false; // no fault of the page: it answers for itself
    location.reload(); // signed out, or shut out: the page itself says which
  }
});

document.body.addEventListener("htmx:afterSettle", () => {
  const now = document.getElementById("now");
  if (says && now) says.textContent = `The screen has changed. ${now.dataset.says}`;
});
