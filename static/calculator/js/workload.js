// What htmx leaves to us on a page with a form: marks on the inputs, opened parts, history, copying.

const results = document.getElementById("results");
let editedField = null;
let openLines = [];
let openedPart = partToOpen();

// The server writes the mark beside each field; the input itself must say the same to assistive technology.
function markInputs() {
  for (const note of document.querySelectorAll(".note")) {
    const input = document.getElementById(`field-${note.dataset.field}`);
    const isWrong = "wrong" in note.dataset;
    if (isWrong) {
      input.setAttribute("aria-invalid", "true");
      const folded = input.closest("details");
      if (folded) folded.open = true;
    } else {
      input.removeAttribute("aria-invalid");
    }
  }
}

// Results that are found by folded inputs say so; whoever folds them again has it so until other results come.
function partToOpen() {
  return results.querySelector("[data-opens]")?.dataset.opens;
}

function openPart() {
  const part = partToOpen();
  if (part && part !== openedPart) document.getElementById(part).open = true;
  openedPart = part;
}

document.addEventListener("htmx:beforeSwap", () => {
  openLines = Array.from(results.querySelectorAll("details[open]"), (line) => line.id);
});

// Once for each answer; htmx:afterSwap would come for every mark.
document.addEventListener("htmx:afterRequest", () => {
  for (const id of openLines) {
    const line = document.getElementById(id);
    if (line) line.open = true;
  }
  markInputs();
  openPart();
});

// Every answer has an address of its own, but the keystrokes of one field are one step back, and a page without an
// answer is none: the first answer takes its place.
document.addEventListener("htmx:beforeHistoryUpdate", ({ detail }) => {
  const field = detail.requestConfig?.triggeringEvent?.target?.name;
  const isMended = results.querySelector(".no-answer") !== null;
  if (isMended || (field && field === editedField)) detail.history.type = "replace";
  editedField = field;
});
document.addEventListener("focusout", () => {
  editedField = null;
});

for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, () => {
    const words = "The server did not answer. What is shown is for the last valid input; change a field to try again.";
    document.getElementById("staleness").textContent = words;
    document.getElementById("announcement").textContent = words;
  });
}

async function copy(button) {
  const original = document.getElementById(button.dataset.copies);
  let word = "Copied";
  try {
    await navigator.clipboard.writeText(original.textContent);
  } catch {
    // Browsers offer the clipboard to secure pages only; the text is then selected, to be copied by hand.
    getSelection().selectAllChildren(original);
    word = "Selected";
  }
  button.textContent = word;
  setTimeout(() => {
    button.textContent = "Copy";
  }, 2000);
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-copies]");
  if (button) copy(button);
});
