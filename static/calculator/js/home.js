// The estimates that this browser has opened, on the first page. Their keys go to no other address than /estimates/, so
// that the page itself is the same for everybody and may be kept.

const recent = document.querySelector("[data-recent]");

fetch(recent.dataset.recent).then(async (answer) => {
  if (answer.ok) recent.innerHTML = await answer.text();
});
