// A table of alternatives in another order: its headings become buttons. The order stays when other answers come.

const NUMBER = /[−-]?[\d,]+(\.\d+)?/;
let order = null;

function valueOf(row, column) {
  const text = row.cells[column].textContent.trim();
  const number = NUMBER.exec(text);
  if (!row.cells[column].classList.contains("num")) return text;
  return number ? Number(number[0].replace("−", "-").replaceAll(",", "")) : null;
}

// What is not known stands last either way.
function compareBy(column, sign) {
  return (one, other) => {
    const [first, second] = [valueOf(one, column), valueOf(other, column)];
    if (first === null || second === null) return (first === null) - (second === null);
    return sign * (typeof first === "number" ? first - second : first.localeCompare(second, "en", { numeric: true }));
  };
}

function sort(table, { column, isDescending }) {
  const headings = [...table.tHead.rows[0].cells];
  if (!headings[column]) return;
  for (const heading of headings) heading.removeAttribute("aria-sort");
  headings[column].setAttribute("aria-sort", isDescending ? "descending" : "ascending");
  const rows = [...table.tBodies[0].rows].sort(compareBy(column, isDescending ? -1 : 1));
  table.tBodies[0].append(...rows);
  const words = `by ${headings[column].textContent}, ${isDescending ? "highest" : "lowest"} first`;
  table.closest("section").querySelector("[data-order]").textContent = words;
}

function offerOrders() {
  const table = document.querySelector("table[data-sortable]");
  if (!table) return;
  for (const heading of table.tHead.querySelectorAll("th")) {
    if (heading.querySelector("button")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sorts";
    button.append(...heading.childNodes);
    heading.append(button);
  }
  if (order) sort(table, order);
}

document.addEventListener("click", ({ target }) => {
  const heading = target.closest("table[data-sortable] thead th");
  if (!heading) return;
  order = { column: heading.cellIndex, isDescending: heading.getAttribute("aria-sort") === "ascending" };
  sort(heading.closest("table"), order);
});
document.addEventListener("htmx:afterRequest", offerOrders);
offerOrders();
