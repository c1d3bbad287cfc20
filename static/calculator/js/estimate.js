// The editor of an estimate: a row opens in its place, the figures follow what is typed, a draft outlives the page,
// rows are dragged or moved by keys. Without this script the same forms are pages of their own.

const act = document.getElementById("act");
const lines = document.querySelector("#lines tbody");
const here = location.pathname;
const draftKey = `draft:${here}`;
// After the last key, before the figures are asked for.
const WAIT = 200;

// --- A row opens in its place -----------------------------------------------------------------------------

function openForm() {
  return lines.querySelector("form.line-form");
}

function close() {
  const form = openForm();
  if (!form) return;
  const row = document.getElementById(form.dataset.row);
  form.closest("tr").remove();
  row?.querySelector("[data-edit]")?.focus();
  forget();
  figures(saved);
}

async function open(id, typed) {
  const row = document.getElementById(id);
  if (!row) return;
  const answer = await fetch(`${here}rows/${encodeURIComponent(id)}`);
  if (!answer.ok) {
    location.href = `?edit=${encodeURIComponent(id)}#edit-${id}`;
    return;
  }
  if (openForm()) close();
  const table = document.createElement("table");
  table.innerHTML = await answer.text();
  row.after(table.querySelector("tr"));
  const form = openForm();
  for (const [name, value] of Object.entries(typed ?? {})) if (form.elements[name]) form.elements[name].value = value;
  form.querySelector("input:not([type=hidden]), select").focus();
  if (typed) ask();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-edit], [data-cancel]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if ("cancel" in link.dataset) close();
  else open(link.dataset.edit);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.closest("form.line-form")) close();
});

// --- The figures follow what is typed ---------------------------------------------------------------------

let waiting = 0;
let asked = null;

function texts() {
  const of = (row) => Object.fromEntries([...row.querySelectorAll("[data-of]")].map((cell) => [cell.dataset.of, cell.textContent.trim()]));
  return {
    monthly_usd: document.getElementById("monthly").value,
    total: of(document.getElementById("estimate-total")),
    rows: Object.fromEntries([...lines.querySelectorAll("tr[id]:not(.edit)")].map((row) => [row.id, of(row)])),
    services: Object.fromEntries([...document.querySelectorAll("[data-service]")].map((cell) => [cell.dataset.service, cell.textContent])),
    bar: Object.fromEntries([...document.querySelectorAll("[data-total]")].map((cell) => [cell.dataset.total, cell.textContent])),
  };
}

function put(cell, text) {
  const isOther = cell.textContent.trim() !== text;
  if (isOther) cell.textContent = text;
  cell.classList.toggle("moved", cell.dataset.of !== "share" && text !== (before.get(cell) ?? text));
}

function putAll(row, told) {
  for (const cell of row?.querySelectorAll("[data-of]") ?? []) {
    const text = told.error ? { effective_monthly: "no answer" }[cell.dataset.of] ?? "" : told[cell.dataset.of];
    if (text === undefined) continue;
    put(cell, text);
    // On a narrow page what says nothing new is left out.
    cell.classList.toggle("zero", cell.dataset.of === "upfront" && text === "$0.00");
    cell.classList.toggle("same", cell.dataset.of === "monthly" && text === told.effective_monthly);
  }
}

function figures(told) {
  const monthly = document.getElementById("monthly");
  monthly.textContent = told.total.effective_monthly;
  monthly.value = told.monthly_usd;
  monthly.dataset.monthlyUsd = told.monthly_usd;
  for (const [id, row] of Object.entries(told.rows)) putAll(document.getElementById(id), row);
  putAll(document.getElementById("estimate-total"), told.total);
  const bar = told.bar ?? { ...told.total, year: told.year, in_currency: told.in_currency };
  for (const cell of document.querySelectorAll("[data-total]")) put(cell, bar[cell.dataset.total]);
  for (const cell of document.querySelectorAll("[data-service]")) put(cell, told.services[cell.dataset.service] ?? "");
}

function fields(form) {
  return Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
}

async function ask() {
  const form = openForm();
  if (!form) return;
  asked?.abort();
  asked = new AbortController();
  const status = form.querySelector("[data-status]");
  const body = new FormData(form);
  body.set("action", form.elements.group ? "group" : "line");
  try {
    const answer = await fetch(`${here}preview`, { method: "POST", body, signal: asked.signal });
    const told = await answer.json();
    if (told.problems) {
      status.textContent = told.problems.join(" ");
      return;
    }
    figures(told);
    const error = told.rows[form.dataset.row]?.error;
    status.textContent = error || (told.monthly_usd === saved.monthly_usd ? "The total is unchanged; not saved yet." : `The total was ${saved.total.effective_monthly}; not saved yet.`);
  } catch (failure) {
    if (failure.name !== "AbortError") status.textContent = "The server did not answer; what you typed is kept here.";
  }
}

lines.addEventListener("input", ({ target }) => {
  const form = target.closest("form.line-form");
  if (!form) return;
  keep(form);
  clearTimeout(waiting);
  waiting = setTimeout(ask, WAIT);
});

const before = new Map([...document.querySelectorAll("[data-of], [data-total], [data-service]")].map((cell) => [cell, cell.textContent.trim()]));
const saved = texts();

// --- A draft outlives the page ----------------------------------------------------------------------------

function stored() {
  try {
    return JSON.parse(localStorage.getItem(draftKey));
  } catch {
    return null;
  }
}

function keep(form, sent = false) {
  try {
    localStorage.setItem(draftKey, JSON.stringify({ row: form.dataset.row, version: Number(form.dataset.version), sent, fields: fields(form) }));
  } catch {
    // Where nothing can be kept, the page works as without drafts.
  }
}

function forget() {
  try {
    localStorage.removeItem(draftKey);
  } catch {
    // Nothing was kept.
  }
}

function offerDraft() {
  const draft = stored();
  const form = openForm();
  const row = draft && document.getElementById(draft.row);
  // What was sent and saved is no draft any more.
  if (!row || (draft.sent && Number(act.elements.version.value) > draft.version)) {
    if (draft) forget();
    return;
  }
  if (form) return;
  const panel = document.getElementById("draft");
  const name = row.querySelector(".name").firstChild.textContent.trim();
  panel.querySelector("[data-draft-words]").textContent = `You have begun to change “${name}” and not saved it.`;
  panel.hidden = false;
  panel.querySelector("[data-draft-continue]").addEventListener("click", () => {
    panel.hidden = true;
    const { version, ...typed } = draft.fields;
    open(draft.row, typed);
  });
  panel.querySelector("[data-draft-discard]").addEventListener("click", () => {
    panel.hidden = true;
    forget();
  });
}

lines.addEventListener("submit", ({ target }) => {
  if (target.matches("form.line-form")) keep(target, true);
});

// --- Rows are moved ---------------------------------------------------------------------------------------

function send(values) {
  for (const [name, value] of Object.entries(values)) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    act.append(input);
  }
  act.submit();
}

function isGroup(row) {
  return row.classList.contains("group");
}

function idOf(row) {
  return row.id.slice(row.id.indexOf("-") + 1);
}

function groupAbove(row) {
  let above = row;
  while (above && !isGroup(above)) above = above.previousElementSibling;
  return above;
}

document.addEventListener("keydown", (event) => {
  const row = event.target.closest("#lines tbody tr[id]:not(.edit)");
  if (!row || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  const where = event.key === "ArrowUp" ? "up" : "down";
  send(isGroup(row) ? { action: `group_${where}`, group: idOf(row), stay: "" } : { action: where, entry: idOf(row), stay: "" });
});

let dragged = null;

function addHandles() {
  for (const row of lines.querySelectorAll("tr[id]:not(.edit)")) {
    const handle = document.createElement("span");
    handle.className = "grip";
    handle.textContent = "⠿";
    handle.draggable = true;
    handle.setAttribute("aria-hidden", "true");
    row.querySelector(".more")?.append(handle);
  }
}

function target(event) {
  const row = event.target.closest?.("#lines tbody tr[id]:not(.edit)");
  // A group goes before another group only; a line goes before a line, or to the end of a group.
  return dragged && row && row !== dragged && (!isGroup(dragged) || isGroup(row)) ? row : null;
}

lines.addEventListener("dragstart", (event) => {
  if (!event.target.matches?.(".grip")) return;
  dragged = event.target.closest("tr");
  dragged.classList.add("dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.id);
  event.dataTransfer.setDragImage(dragged, 0, 0);
});
lines.addEventListener("dragover", (event) => {
  const row = target(event);
  lines.querySelector(".drop")?.classList.remove("drop");
  if (!row) return;
  event.preventDefault();
  row.classList.add("drop");
});
lines.addEventListener("drop", (event) => {
  const row = target(event);
  if (!row) return;
  event.preventDefault();
  if (isGroup(dragged)) send({ action: "place_group", group: idOf(dragged), beside: idOf(row) });
  else if (isGroup(row)) send({ action: "place", entry: idOf(dragged), into: idOf(row) });
  else send({ action: "place", entry: idOf(dragged), into: idOf(groupAbove(row)), before: idOf(row) });
});
lines.addEventListener("dragend", () => {
  dragged?.classList.remove("dragged");
  lines.querySelector(".drop")?.classList.remove("drop");
  dragged = null;
});

addHandles();
for (const each of document.querySelectorAll("[data-with-script]")) each.hidden = false;
offerDraft();
// Back from a change the keys go on from the row that it was about. A browser that goes to a fragment takes the focus
// away once more, so this waits until it has.
addEventListener("load", () => {
  const row = location.hash.match(/^#(?:line|group)-[\w-]+$/)?.[0];
  if (row) setTimeout(() => document.querySelector(`${row} [data-edit]`)?.focus());
});
