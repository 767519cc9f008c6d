// Web Mercator, in units of the whole world (0 to 1 across), and what a map without tiles needs:
// fitting, a scale bar and a graticule.

const EARTH = 40075016.686; // metres around the equator
const STEPS = [1, 2, 5];
const GRID = [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];
const LEAST_SPAN = 800 / EARTH; // never zoom in further to fit than to 800 m

export function project(at) {
  if (!at) return null;
  const latitude = (Math.max(-85, Math.min(85, at[0])) * Math.PI) / 180;
  const y = 0.5 - Math.log(Math.tan(Math.PI / 4 + latitude / 2)) / (2 * Math.PI);
  return { x: at[1] / 360 + 0.5, y };
}

function latitudeOf(y) {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

// A territory across the date line is drawn in one piece: western longitudes go on past 180.
export function unwrapLongitudes(data) {
  const stops = data.rows.flatMap((row) => [row, ...(row.stops ?? [])]);
  const places = [...data.jobs, ...data.depots, ...stops];
  const all = places
    .flatMap((one) => [one.at, ...(one.shift ? [one.start, one.end] : [])])
    .filter(Boolean);
  let east = -180;
  let west = 180;
  for (const at of all) {
    east = Math.max(east, at[1]);
    west = Math.min(west, at[1]);
  }
  if (east - west <= 180) return;
  for (const at of all) if (at[1] < 0) at[1] += 360;
}

// A view { x, y, scale }: the centre, and pixels per world.
export function fit(points, width, height, padding) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const room = (size) => Math.max(40, size - 2 * padding);
  const scale = Math.min(
    room(width) / Math.max(right - left, LEAST_SPAN),
    room(height) / Math.max(bottom - top, LEAST_SPAN),
  );
  return { x: (left + right) / 2, y: (top + bottom) / 2, scale };
}

export function toScreen(view, size, point) {
  return {
    x: (point.x - view.x) * view.scale + size.width / 2,
    y: (point.y - view.y) * view.scale + size.height / 2,
  };
}

// Zoomed by a factor with the given pixel staying where it is.
export function zoomed(view, size, factor, pixel) {
  const scale = Math.max(300, Math.min(4e9, view.scale * factor));
  const shift = 1 / view.scale - 1 / scale;
  return {
    x: view.x + (pixel.x - size.width / 2) * shift,
    y: view.y + (pixel.y - size.height / 2) * shift,
    scale,
  };
}

// { metres, width }: the roundest distance that is not wider than so many pixels.
export function scaleBar(view, widest) {
  const metresPerPixel = (EARTH * Math.cos((latitudeOf(view.y) * Math.PI) / 180)) / view.scale;
  const most = widest * metresPerPixel;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = power * STEPS.filter((step) => step * power <= most).pop();
  return { metres, width: metres / metresPerPixel };
}

// Lines { vertical, pixel, text } about 150 pixels or more apart.
export function graticule(view, size) {
  const west = (view.x - size.width / 2 / view.scale - 0.5) * 360;
  const east = (view.x + size.width / 2 / view.scale - 0.5) * 360;
  const south = latitudeOf(view.y + size.height / 2 / view.scale);
  const north = latitudeOf(view.y - size.height / 2 / view.scale);
  const room = ((east - west) * 150) / size.width;
  const step = GRID.filter((one) => one >= room).pop() ?? GRID[0];
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const lines = [];
  for (let degrees = Math.ceil(west / step) * step; degrees <= east; degrees += step) {
    const { x } = toScreen(view, size, project([0, degrees]));
    const shown = ((((degrees + 180) % 360) + 360) % 360) - 180;
    lines.push({
      vertical: true,
      pixel: x,
      text: `${Math.abs(shown).toFixed(digits)}°${shown < 0 ? "W" : "E"}`,
    });
  }
  for (let degrees = Math.ceil(south / step) * step; degrees <= north; degrees += step) {
    const { y } = toScreen(view, size, project([degrees, 0]));
    lines.push({
      vertical: false,
      pixel: y,
      text: `${Math.abs(degrees).toFixed(digits)}°${degrees < 0 ? "S" : "N"}`,
    });
  }
  return lines;
}
