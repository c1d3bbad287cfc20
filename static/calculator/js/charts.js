// Draws the figures that the server put into the page, in the colors of the style sheet.

const NARROW = 480;
const BAR_TO_NAME = 4;
// Of the names at the ends of lines, in pixels and letters.
const LINE_HEIGHT = 15;
const LETTER_WIDTH = 7;
const LONGEST_LINE = 20;
const AXIS_HEIGHT = 66;
const FIGURE_OPTIONS = { displayModeBar: false, responsive: true, showTips: false, scrollZoom: false };

function colorOf(name) {
  const probe = document.createElement("span");
  probe.className = `color-${name}`;
  document.body.append(probe);
  const color = getComputedStyle(probe).color;
  probe.remove();
  return color;
}

function colorsOf(legend) {
  const swatches = Array.from(legend.querySelectorAll("[data-tone]"));
  return new Map(swatches.map((swatch) => [Number(swatch.dataset.tone), getComputedStyle(swatch).color]));
}

function themed(figure, legend) {
  const tones = colorsOf(legend);
  const [text, grid, surface] = ["text", "grid", "surface"].map(colorOf);
  const isBars = figure.data.some((trace) => trace.type === "bar");
  const data = figure.data.map((trace) => {
    if (trace.meta.area) return { ...trace, fillcolor: colorOf(`area-${trace.meta.area}`) };
    const color = tones.get(trace.meta.tone);
    return isBars || trace.mode === "markers"
      ? { ...trace, marker: { color: color, size: 7, line: { color: surface, width: 1 } } }
      : { ...trace, line: { ...trace.line, color: color } };
  });
  const axis = { gridcolor: grid, linecolor: grid, zerolinecolor: grid, automargin: true, fixedrange: true };
  const layout = {
    ...figure.layout,
    margin: { l: 8, r: 12, t: 22, b: 8 },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: getComputedStyle(document.body).fontFamily, size: 12, color: text },
    hoverlabel: { bgcolor: surface, bordercolor: grid, font: { color: text }, namelength: -1 },
    showlegend: false,
    dragmode: false,
    xaxis: { ...figure.layout.xaxis, ...axis },
    yaxis: { ...figure.layout.yaxis, ...axis },
    shapes: (figure.layout.shapes ?? []).map((shape) => ({ ...shape, line: { ...shape.line, color: text } })),
  };
  return { data, layout };
}

// On a narrow screen the names of bars would leave no room for the bars: each stands above its own instead.
function narrowed(layout, names) {
  const above = { x: 0, xanchor: "left", yanchor: "bottom", yshift: BAR_TO_NAME, showarrow: false };
  return {
    ...layout,
    bargap: 0.6,
    xaxis: { ...layout.xaxis, nticks: 4, tickangle: 0 },
    yaxis: { ...layout.yaxis, showticklabels: false },
    annotations: [...(layout.annotations ?? []), ...names.map((name) => ({ ...above, y: name, text: name }))],
  };
}

// The name of a line in short rows of words.
function inRows(name) {
  const rows = [""];
  for (const word of name.split(" ")) {
    const longer = `${rows.at(-1)} ${word}`.trim();
    if (longer.length <= LONGEST_LINE || !rows.at(-1)) rows[rows.length - 1] = longer;
    else rows.push(word);
  }
  return rows;
}

// How high on the drawing each line ends, from 0 to 1; above 1 what leaves it at the top.
function endsOf(lines, axis) {
  const isLog = axis.type === "log";
  const place = (cost) => (isLog ? Math.log10(cost) : cost);
  const costs = lines.flatMap((line) => line.y).filter((cost) => cost !== null && (!isLog || cost > 0));
  const [low, high] = isLog ? [place(Math.min(...costs)), place(Math.max(...costs))] : axis.range;
  return lines.map((line) => {
    const last = line.y.findLast((cost) => cost !== null && (!isLog || cost > 0));
    return last === undefined ? 0 : (place(last) - low) / (high - low || 1);
  });
}

// Every line has its name at its end, in the margin; names that would overlap move apart.
function labeled(layout, lines, tones) {
  const muted = colorOf("muted");
  const ends = endsOf(lines, layout.yaxis);
  const height = layout.height - AXIS_HEIGHT;
  const names = lines
    .map((line, i) => ({ rows: inRows(ends[i] > 1 ? `${line.name} ↑` : line.name), y: Math.min(ends[i], 1) * height, tone: line.meta.tone }))
    .sort((one, other) => other.y - one.y);
  for (let i = 1; i < names.length; i += 1) {
    const apart = ((names[i - 1].rows.length + names[i].rows.length) / 2) * LINE_HEIGHT;
    names[i].y = Math.min(names[i].y, names[i - 1].y - apart);
  }
  for (let i = names.length - 1, floor = 0; i >= 0; i -= 1) {
    const half = (names[i].rows.length / 2) * LINE_HEIGHT;
    names[i].y = Math.max(names[i].y, floor + (i === names.length - 1 ? 0 : half));
    floor = names[i].y + half;
  }
  const widest = Math.max(...names.flatMap((name) => name.rows.map((row) => row.length)));
  const beside = { x: 1, xref: "paper", xanchor: "left", xshift: 6, yref: "paper", yanchor: "middle", align: "left", showarrow: false };
  return {
    ...layout,
    margin: { ...layout.margin, r: widest * LETTER_WIDTH + 12 },
    annotations: [
      ...(layout.annotations ?? []),
      ...names.map((name) => ({ ...beside, y: name.y / height, text: name.rows.join("<br>"), font: { color: name.tone === 1 ? tones.get(1) : muted } })),
    ],
  };
}

function draw(plot) {
  const source = document.getElementById(plot.dataset.figure);
  const legend = document.getElementById(plot.dataset.legend);
  // What kept the place of the chart until now.
  plot.querySelector(":scope > .room")?.remove();
  const { data, layout } = themed(JSON.parse(source.textContent), legend);
  const isNarrow = plot.clientWidth < NARROW;
  const lines = data.filter((trace) => trace.mode?.startsWith("lines"));
  const hasNames = lines.length > 0 && !isNarrow;
  plot.classList.toggle("labeled", hasNames);
  let arranged = layout;
  if (hasNames) arranged = labeled(layout, lines, colorsOf(legend));
  else if (isNarrow && data[0]?.type === "bar") arranged = narrowed(layout, data[0].y);
  Plotly.react(plot, data, arranged, FIGURE_OPTIONS);
}

function drawAll() {
  document.querySelectorAll(".plot").forEach(draw);
}

// A changed answer is painted first, and its chart right after it.
let isAwaited = false;
function drawAfterPaint() {
  if (isAwaited) return;
  isAwaited = true;
  requestAnimationFrame(() => {
    setTimeout(() => {
      isAwaited = false;
      drawAll();
    });
  });
}

drawAll();
document.addEventListener("htmx:afterRequest", drawAfterPaint);
document.addEventListener("themechange", drawAll);
document.addEventListener("charts:new", drawAfterPaint);
