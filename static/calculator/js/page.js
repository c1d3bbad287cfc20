// What every page does: the search key, menus, copying its address, printing, opening folded targets.

const search = document.getElementById("search");

function isTyping(target) {
  return target.closest("input, select, textarea") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  event.preventDefault();
  search.focus();
});

// A menu is closed by Escape, which leads back to its name; one of the header also by whatever is done elsewhere.
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" ? event.target.closest("details.menu[open]") : null;
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

function closeMenus({ target }) {
  for (const menu of document.querySelectorAll(".head .menu[open]")) if (!menu.contains(target)) menu.open = false;
}

document.addEventListener("click", closeMenus);
document.addEventListener("focusin", closeMenus);

// The address of the page, or the link in the field that the button names.
async function copyLink(button) {
  const field = document.getElementById(button.dataset.copyLink);
  let word = "Copied";
  try {
    await navigator.clipboard.writeText(field?.value ?? location.href);
  } catch {
    // Browsers offer the clipboard to secure pages only.
    field?.select();
    word = field ? "Copy the text that is selected" : "Copy it from the address bar";
  }
  button.textContent = word;
  setTimeout(() => {
    button.textContent = "Copy link";
  }, 2000);
}

// A link to something folded opens it: a field of a group, the formulas for spreadsheets.
function openTarget(hash) {
  const target = hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  for (let folded = target?.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
  target?.querySelector(":scope > details")?.setAttribute("open", "");
  if (target?.matches("input, select")) target.focus();
}

document.addEventListener("click", ({ target }) => {
  const link = target.closest("a[href^='#']");
  if (link) openTarget(new URL(link.href).hash);
  if (target.closest("[data-copy-link]")) copyLink(target);
  if (target.closest("[data-print]")) print();
});

addEventListener("beforeprint", () => {
  for (const line of document.querySelectorAll("#bill .item")) line.open = true;
});

openTarget(location.hash);
