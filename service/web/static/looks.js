// How an engineer is told apart on the map, in the timeline and on paper: one of six colours and,
// for every six more engineers, another stroke and another shape. The colours stay apart for the
// colour-blind; strokes and shapes stay apart in grey. The same engineer always looks the same.

export const COLOURS = 6;
const DASHES = [[], [9, 4], [2, 4], [10, 3, 2, 3], [16, 4, 4, 4]];
const SHAPES = ["circle", "square", "diamond", "hexagon", "shield"];

export function lookOf(engineerIndex) {
  const family = Math.floor(engineerIndex / COLOURS) % SHAPES.length;
  return { colour: engineerIndex % COLOURS, dash: DASHES[family], shape: SHAPES[family] };
}

function polygon(corners, radius, turn) {
  const points = [];
  for (let corner = 0; corner < corners; corner += 1) {
    const angle = turn + (corner * 2 * Math.PI) / corners;
    points.push(
      `${(radius * Math.cos(angle)).toFixed(2)} ${(radius * Math.sin(angle)).toFixed(2)}`,
    );
  }
  return `M${points.join("L")}Z`;
}

// The outline of a shape around (0, 0), for SVG paths and Path2D alike.
export function outline(shape, radius) {
  const r = radius;
  if (shape === "square") return `M${-r * 0.9} ${-r * 0.9}H${r * 0.9}V${r * 0.9}H${-r * 0.9}Z`;
  if (shape === "diamond") return polygon(4, r * 1.2, 0);
  if (shape === "hexagon") return polygon(6, r * 1.08, 0);
  if (shape === "shield")
    return `M${-r} ${-r * 0.9}H${r}V${r * 0.2}L0 ${r * 1.2}L${-r} ${r * 0.2}Z`;
  return `M${-r} 0A${r} ${r} 0 1 1 ${r} 0A${r} ${r} 0 1 1 ${-r} 0Z`;
}

// Colours as the style sheet has them now (light, dark or print), for the canvas.
export function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  const palette = { routes: [], inks: [] };
  for (let index = 0; index < COLOURS; index += 1) {
    palette.routes.push(read(`route-${index}`));
    palette.inks.push(read(`route-ink-${index}`));
  }
  for (const name of ["map", "grid", "text", "soft", "alert", "depot", "focus", "panel"]) {
    palette[name] = read(name);
  }
  return palette;
}
