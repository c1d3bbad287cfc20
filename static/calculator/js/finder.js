// What a search finds is listed while it is typed; the arrow keys lead into the list and through it, Enter follows the
// link, Escape leads back. Without this script the form lists the same on a page.

const finder = document.querySelector("[data-finder]");
const box = finder.querySelector("input[type=search]");
const foundList = document.querySelector("[data-finder-found]");
const say = document.querySelector("[data-finder-say]");
// After the last key, before the search.
const PAUSE = 150;

let pending = null;
// Arrows wait, one after the other, until the list is that of what is in the box: they are meant for that one.
let listed = Promise.resolve();

async function list() {
  pending?.abort();
  pending = new AbortController();
  const { signal } = pending;
  await new Promise((done) => setTimeout(done, PAUSE));
  if (signal.aborted) return;
  try {
    const answer = await fetch(`${finder.dataset.finder}?${new URLSearchParams(new FormData(finder))}`, { signal });
    if (!answer.ok) throw new Error(answer.statusText);
    foundList.innerHTML = await answer.text();
    say.textContent = foundList.querySelector("[data-say]").dataset.say;
  } catch (failure) {
    if (failure.name !== "AbortError") say.textContent = "The server did not answer; press Enter to search again.";
  }
}

function step(by) {
  listed = listed.then(() => {
    const stops = [box, ...foundList.querySelectorAll("a")];
    const at = Math.max(stops.indexOf(document.activeElement), 0);
    stops[Math.min(Math.max(at + by, 0), stops.length - 1)].focus();
  });
}

function onKey(event) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const isBack = event.key === "Escape" && event.target !== box;
  if ((!by && !isBack) || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (isBack) box.focus();
  else step(by);
}

box.addEventListener("input", () => {
  listed = list();
});
box.addEventListener("keydown", onKey);
foundList.addEventListener("keydown", onKey);
