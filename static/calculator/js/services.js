// The menu of services: those that were opened last in this browser, and categories that keep the Region and price date.

const MOST_RECENT = 5;
const KEPT_AS = "services";

function recentServices() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT_AS)) ?? [];
    return kept.filter(({ name, path }) => typeof name === "string" && /^\/[^/]/.test(path)).slice(0, MOST_RECENT);
  } catch {
    // Storage is switched off, or holds something else: nothing is recent.
    return [];
  }
}

function keepService({ service, servicePath }) {
  const others = recentServices().filter(({ path }) => path !== servicePath);
  const kept = [{ name: service, path: servicePath }, ...others].slice(0, MOST_RECENT);
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify(kept));
  } catch {
    // Then the menu has its categories alone.
  }
}

function linkTo(path, name, scope) {
  const link = document.createElement("a");
  link.href = path + scope;
  link.textContent = name;
  const row = document.createElement("li");
  row.append(link);
  return row;
}

// The scope may have changed since the page came: the link to all services has what holds now.
function fillMenu(menu) {
  const all = new URL(document.getElementById("services-link").href);
  for (const link of menu.querySelectorAll("[data-category]")) {
    const url = new URL(all);
    url.searchParams.set("category", link.dataset.category);
    link.href = url;
  }
  const recent = menu.querySelector("[data-recent-services]");
  const rows = recentServices().map(({ name, path }) => linkTo(path, name, all.search));
  recent.querySelector("ul").replaceChildren(...rows);
  recent.hidden = rows.length === 0;
}

const shown = document.querySelector("main[data-service]");
if (shown) keepService(shown.dataset);

const menu = document.querySelector("[data-services-menu]");
menu.addEventListener("toggle", () => fillMenu(menu));
