// Draws the figures that the server put into the page, in the colours of the style sheet.

const FIGURE_OPTIONS = { displayModeBar: false, responsive: true, showTips: false, scrollZoom: false };
const HEIGHT_OF_LINES = 340;
const HEIGHT_OF_BAR = 34;
const HEIGHT_OF_AXIS = 70;

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
    height: isBars ? HEIGHT_OF_AXIS + HEIGHT_OF_BAR * figure.data[0].y.length : HEIGHT_OF_LINES,
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

function draw(plot) {
  const source = document.getElementById(plot.dataset.figure);
  const legend = document.getElementById(plot.dataset.legend);
  const { data, layout } = themed(JSON.parse(source.textContent), legend);
  Plotly.react(plot, data, layout, FIGURE_OPTIONS);
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
