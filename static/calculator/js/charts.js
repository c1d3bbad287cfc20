// Draws the figures that the server put into the page, in the colours of the style sheet.

const NARROW = 480;
const BAR_TO_NAME = 4;
const FIGURE_OPTIONS = { displayModeBar: false, responsive: true, showTips: false, scrollZoom: false };

function colourOf(name) {
  const probe = document.createElement("span");
  probe.className = `colour-${name}`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

function coloursOf(legend) {
  const swatches = Array.from(legend.querySelectorAll("[data-tone]"));
  return new Map(swatches.map((swatch) => [Number(swatch.dataset.tone), getComputedStyle(swatch).color]));
}

function themed(figure, legend) {
  const tones = coloursOf(legend);
  const [text, grid, surface] = ["text", "grid", "surface"].map(colourOf);
  const isBars = figure.data.some((trace) => trace.type === "bar");
  const data = figure.data.map((trace) => {
    const colour = tones.get(trace.meta.tone);
    return isBars || trace.mode === "markers"
      ? { ...trace, marker: { color: colour, size: 7, line: { color: surface, width: 1 } } }
      : { ...trace, line: { ...trace.line, color: colour } };
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

function draw(plot) {
  const source = document.getElementById(plot.dataset.figure);
  const legend = document.getElementById(plot.dataset.legend);
  // What kept the place of the chart until now.
  plot.querySelector(":scope > .room")?.remove();
  const { data, layout } = themed(JSON.parse(source.textContent), legend);
  const isNarrow = data[0]?.type === "bar" && plot.clientWidth < NARROW;
  Plotly.react(plot, data, isNarrow ? narrowed(layout, data[0].y) : layout, FIGURE_OPTIONS);
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
