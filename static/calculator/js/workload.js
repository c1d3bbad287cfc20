// What htmx leaves to us on a page with a form: marks on the inputs, opened parts, history, copying.

const results = document.getElementById("results");
let editedField = null;
let openLines = [];
let openedPart = partToOpen();

// The server writes the mark beside each field; the input itself must say the same to assistive technology.
function markInputs() {
  for (const note of document.querySelectorAll(".note[data-field]")) {
    const input = document.getElementById(`field-${note.dataset.field}`);
    const isWrong = "wrong" in note.dataset;
    // What an amount left empty is now, after others have changed.
    if (note.dataset.follows) input.placeholder = note.dataset.follows;
    if (isWrong) {
      input.setAttribute("aria-invalid", "true");
      const folded = input.closest("details");
      if (folded) folded.open = true;
    } else {
      input.removeAttribute("aria-invalid");
    }
  }
}

// What was probably meant is one click away.
function offerSuggestions() {
  for (const note of document.querySelectorAll(".note[data-wrong]")) {
    const meant = note.textContent.match(/did you mean ([^?]+)\?/i);
    const input = document.getElementById(`field-${note.dataset.field}`);
    if (!meant || input.tagName !== "INPUT" || note.querySelector("button")) continue;
    const wrong = note.textContent.match(/'([^']+)'/)?.[1];
    for (const value of meant[1].split(" or ")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "suggested";
      button.textContent = value;
      button.addEventListener("click", () => {
        // Of a list only the one that is wrong is replaced.
        input.value = wrong && input.value.includes(wrong) ? input.value.replace(wrong, value) : value;
        input.focus();
        input.dispatchEvent(new Event("input", { bubbles: true }));
      });
      note.append(" ", button);
    }
  }
}

// A long list of choices is fetched when its field is first entered.
async function fillList(input) {
  const list = input.list;
  if (!list || list.childElementCount > 0) return;
  const service = document.getElementById("workload").dataset.service;
  const answer = await fetch(`/api/v1/services/${service}`);
  if (!answer.ok) return;
  const schema = await answer.json();
  const field = schema.properties[input.name];
  list.replaceChildren(
    ...field.enum.map((value) => {
      const option = document.createElement("option");
      option.value = value;
      option.textContent = field["x-labels"]?.[value] ?? value;
      return option;
    }),
  );
}

document.addEventListener("focusin", ({ target }) => {
  if (target.matches("input.long-choice")) fillList(target);
});

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
  offerSuggestions();
  openPart();
});

// Whoever follows a link of the answer while another answer is on its way means that one: the link is followed then.
let typed = 0;
let asked = 0;
let answered = 0;
let wanted = null;

document.addEventListener("input", ({ target }) => {
  if (target.closest("#workload")) typed += 1;
});
document.addEventListener("htmx:beforeRequest", () => {
  asked = typed;
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (!detail.successful) return;
  answered = asked;
  if (wanted === null || answered < typed) return;
  const link = results.querySelector(`[data-of-answer="${wanted}"]`);
  wanted = null;
  link?.click();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-of-answer]");
  if (!link || answered === typed) return;
  event.preventDefault();
  wanted = link.dataset.ofAnswer;
});

// Every answer has an address of its own, but the keystrokes of one field are one step back, and a page without an
// answer is none: the first answer takes its place.
document.addEventListener("htmx:beforeHistoryUpdate", ({ detail }) => {
  const field = detail.requestConfig?.triggeringEvent?.target?.name;
  const isMended = document.querySelector(".no-answer") !== null;
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

// What was typed before this script ran, or is kept by the browser from an earlier visit, is asked too.
function isChanged(field) {
  if (!field.matches("select")) return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
  const usual = Array.from(field.options).findIndex((option) => option.defaultSelected);
  return field.selectedIndex !== Math.max(usual, 0);
}

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("workload");
  const fields = Array.from(form.elements).filter((each) => each.matches("input, select"));
  if (fields.some(isChanged)) form.requestSubmit();
});

offerSuggestions();
