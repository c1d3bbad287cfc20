// A table on its way: dropped anywhere on the page, priced with its progress shown. Without this script the form
// sends the file and the answer is a page.

const form = document.getElementById("batch-form");
const file = document.getElementById("file");
const answer = document.getElementById("answer");
const progress = document.getElementById("progress");
const words = document.getElementById("progress-words");
const bar = document.getElementById("progress-bar");

function show(line) {
  const told = JSON.parse(line);
  if ("done" in told) {
    words.textContent = `${told.done.toLocaleString("en-US")} of ${told.rows.toLocaleString("en-US")} rows priced`;
    bar.setAttribute("width", String((100 * told.done) / Math.max(told.rows, 1)));
  } else {
    answer.innerHTML = told.html;
    document.dispatchEvent(new Event("charts:new"));
  }
}

async function price() {
  progress.hidden = false;
  words.textContent = "The file is read";
  bar.setAttribute("width", "0");
  const sent = await fetch(location.pathname, {
    method: "POST", body: new FormData(form), headers: { Accept: "application/x-ndjson" },
  });
  if (!(sent.headers.get("Content-Type") ?? "").startsWith("application/x-ndjson")) {
    words.textContent = sent.status === 429 ? "Too many requests from this address; wait a minute." : "The file was refused.";
    return;
  }
  const reader = sent.body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = (waiting + value).split("\n");
    waiting = lines.pop();
    lines.filter(Boolean).forEach(show);
  }
  if (!sent.ok) words.textContent = "The file was refused.";
}

form.addEventListener("submit", (event) => {
  // A download is the browser's.
  if (event.submitter?.name === "as") return;
  event.preventDefault();
  price().catch(() => { words.textContent = "The connection was lost; press Price again."; });
});

// What was said of the columns of one file says nothing of another.
file.addEventListener("change", () => {
  answer.querySelectorAll("[name^='read:']").forEach((input) => { input.disabled = true; });
});

document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  if (!event.dataTransfer.files.length) return;
  file.files = event.dataTransfer.files;
  file.dispatchEvent(new Event("change"));
  form.requestSubmit(form.querySelector("button.go"));
});
