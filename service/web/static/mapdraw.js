// Draws the map onto a canvas: graticule, routes, stops, depots, jobs left out.

import { clipped, textWidth } from "./dom.js";
import { lookOf, outline } from "./looks.js";
import { graticule, toScreen } from "./projection.js";

const SANS = 'system-ui, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", sans-serif';
const NUMBER_FONT = `600 11px ${SANS}`;
const LABEL_FONT = `12px ${SANS}`;
const SMALL_FONT = `10px ${SANS}`;
const MARK = 10; // radius of a numbered stop, pixels
const DOT = 4; // radius of a stop without room for its number
const MOST_NAMED = 30; // up to so many numbered stops get their names too
const FADED = 0.16;

const shapes = new Map();

function shapePath(shape, radius) {
  const key = `${shape}${radius}`;
  if (!shapes.has(key)) shapes.set(key, new Path2D(outline(shape, radius)));
  return shapes.get(key);
}

// scene: { view, size, palette, rows, stops (Set that is in focus), unplanned, depots,
//          active (thing or null), only (row whose route stands out, or null), searching }
export function drawMap(context, scene) {
  const { size, palette } = scene;
  context.globalAlpha = 1;
  context.fillStyle = palette.map;
  context.fillRect(0, 0, size.width, size.height);
  drawGraticule(context, scene);
  for (const row of scene.rows) if (row !== scene.only) drawRoute(context, scene, row);
  if (scene.only) drawRoute(context, scene, scene.only);
  drawHomes(context, scene);
  const labels = drawStops(context, scene);
  drawDepots(context, scene);
  drawUnplanned(context, scene);
  if (labels.length > 0) drawLabels(context, scene, labels);
  context.globalAlpha = 1;
}

function drawGraticule(context, { view, size, palette }) {
  context.strokeStyle = palette.grid;
  context.fillStyle = palette.soft;
  context.lineWidth = 1;
  context.font = SMALL_FONT;
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  for (const { vertical, pixel, text } of graticule(view, size)) {
    const at = Math.round(pixel) + 0.5;
    context.beginPath();
    if (vertical) context.moveTo(at, 0), context.lineTo(at, size.height);
    else context.moveTo(0, at), context.lineTo(size.width, at);
    context.stroke();
    if (vertical) context.fillText(text, at + 3, size.height - 4);
    else if (at > 12 && at < size.height - 60) context.fillText(text, 4, at - 3);
  }
}

function faded(scene, row, stop) {
  if (scene.only && row !== scene.only) return true;
  return scene.searching && stop !== undefined && !scene.stops.has(stop);
}

function drawRoute(context, scene, row) {
  const { view, size, palette } = scene;
  const look = lookOf(row.engineerIndex);
  const stands = row === scene.only;
  const points = row.points.map((point) => point && toScreen(view, size, point));
  context.globalAlpha = faded(scene, row) || (scene.searching && !stands) ? FADED : 1;
  context.lineJoin = "round";
  context.lineCap = "butt";
  const trace = () => {
    context.beginPath();
    let pen = false;
    for (const point of points) {
      if (point && pen) context.lineTo(point.x, point.y);
      else if (point) context.moveTo(point.x, point.y);
      pen = Boolean(point);
    }
    context.stroke();
  };
  if (stands) {
    context.setLineDash([]);
    context.strokeStyle = palette.map;
    context.lineWidth = 7;
    trace();
  }
  context.setLineDash(look.dash);
  context.strokeStyle = palette.routes[look.colour];
  context.lineWidth = stands ? 3.5 : scene.rows.length > 40 ? 1.5 : 2.25;
  trace();
  context.setLineDash([]);
  if (stands || scene.rows.length <= 40) drawArrows(context, points, palette.routes[look.colour]);
}

// One arrow in the middle of every leg that is long enough on the screen.
function drawArrows(context, points, colour) {
  context.fillStyle = colour;
  for (let index = 1; index < points.length; index += 1) {
    const [from, to] = [points[index - 1], points[index]];
    if (!from || !to || Math.hypot(to.x - from.x, to.y - from.y) < 56) continue;
    context.save();
    context.translate((from.x + to.x) / 2, (from.y + to.y) / 2);
    context.rotate(Math.atan2(to.y - from.y, to.x - from.x));
    context.beginPath();
    context.moveTo(7, 0);
    context.lineTo(-5, -5);
    context.lineTo(-5, 5);
    context.fill();
    context.restore();
  }
}

function visible(point, { size }) {
  return point.x > -20 && point.y > -20 && point.x < size.width + 20 && point.y < size.height + 20;
}

function drawHomes(context, scene) {
  for (const row of scene.rows) {
    if (!row.home || row.stops[0]?.depot) continue;
    const at = toScreen(scene.view, scene.size, row.home);
    if (!visible(at, scene)) continue;
    context.globalAlpha = faded(scene, row) ? FADED : 1;
    const colour = scene.palette.routes[lookOf(row.engineerIndex).colour];
    const r = scene.rows.length > 40 && row !== scene.only ? 4 : 7;
    context.beginPath(); // a small house
    context.moveTo(at.x, at.y - r * 1.2);
    context.lineTo(at.x + r, at.y - r * 0.2);
    context.lineTo(at.x + r, at.y + r);
    context.lineTo(at.x - r, at.y + r);
    context.lineTo(at.x - r, at.y - r * 0.2);
    context.closePath();
    context.fillStyle = scene.palette.map;
    context.fill();
    context.lineWidth = 2;
    context.strokeStyle = colour;
    context.stroke();
  }
}

// Stops with room around them get their number, the others a dot. Returns what to label.
function drawStops(context, scene) {
  const order = scene.rows.filter((row) => row !== scene.only);
  if (scene.only) order.unshift(scene.only);
  const taken = new Map();
  const numbered = [];
  const dots = [];
  for (const row of order) {
    for (const stop of row.visits) {
      if (!stop.point || stop.kind !== "job") continue;
      const at = toScreen(scene.view, scene.size, stop.point);
      if (!visible(at, scene)) continue;
      const item = { stop, row, at, faded: faded(scene, row, stop) };
      if (!item.faded && claim(taken, at)) numbered.push(item);
      else dots.push(item);
    }
  }
  const active = [...dots, ...numbered].find((item) => item.stop === scene.active);
  for (const item of dots) if (item !== active) drawDot(context, scene, item);
  for (const item of numbered.reverse()) if (item !== active) drawNumber(context, scene, item);
  if (active) drawNumber(context, scene, active);
  if (active && !numbered.includes(active)) numbered.push(active);
  return numbered.length <= MOST_NAMED || scene.only ? numbered : active ? [active] : [];
}

function claim(taken, at) {
  const cell = MARK * 2;
  const [column, line] = [Math.floor(at.x / cell), Math.floor(at.y / cell)];
  for (let x = column - 1; x <= column + 1; x += 1) {
    for (let y = line - 1; y <= line + 1; y += 1) {
      for (const other of taken.get(`${x},${y}`) ?? []) {
        if (Math.hypot(other.x - at.x, other.y - at.y) < cell * 0.95) return false;
      }
    }
  }
  const key = `${column},${line}`;
  if (!taken.has(key)) taken.set(key, []);
  taken.get(key).push(at);
  return true;
}

function drawDot(context, { palette }, { row, at, faded: isFaded }) {
  const look = lookOf(row.engineerIndex);
  context.globalAlpha = isFaded ? FADED : 1;
  context.save();
  context.translate(at.x, at.y);
  context.fillStyle = palette.routes[look.colour];
  context.strokeStyle = palette.map;
  context.lineWidth = 1;
  context.fill(shapePath(look.shape, DOT));
  context.stroke(shapePath(look.shape, DOT));
  context.restore();
}

function drawNumber(context, { palette }, { stop, row, at }) {
  const look = lookOf(row.engineerIndex);
  context.globalAlpha = 1;
  context.save();
  context.translate(at.x, at.y);
  context.fillStyle = palette.routes[look.colour];
  context.strokeStyle = stop.isLate ? palette.alert : palette.map;
  context.lineWidth = stop.isLate ? 3 : 1.5;
  context.fill(shapePath(look.shape, MARK));
  context.stroke(shapePath(look.shape, MARK));
  context.fillStyle = palette.inks[look.colour];
  context.font = NUMBER_FONT;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(String(stop.number), 0, 0.5);
  context.restore();
}

function drawDepots(context, { view, size, palette, depots }) {
  context.globalAlpha = 1;
  for (const depot of depots) {
    if (!depot.point) continue;
    const at = toScreen(view, size, depot.point);
    context.fillStyle = palette.depot;
    context.strokeStyle = palette.map;
    context.lineWidth = 2;
    context.beginPath();
    context.rect(at.x - 9, at.y - 9, 18, 18);
    context.fill();
    context.stroke();
    context.fillStyle = palette.map;
    context.beginPath(); // a shelf
    for (const y of [-4.5, 0, 4.5]) context.rect(at.x - 5.5, at.y + y - 1, 11, 2);
    context.fill();
  }
}

function drawUnplanned(context, scene) {
  const { view, size, palette } = scene;
  for (const one of scene.unplanned) {
    if (!one.point) continue;
    const at = toScreen(view, size, one.point);
    if (!visible(at, scene)) continue;
    const r = one === scene.active ? 7 : 5;
    context.globalAlpha = scene.only && one !== scene.active ? 0.35 : 1;
    for (const [colour, width] of [[palette.map, 6], [palette.alert, 2.75]]) {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.lineCap = "round";
      context.beginPath();
      context.moveTo(at.x - r, at.y - r);
      context.lineTo(at.x + r, at.y + r);
      context.moveTo(at.x + r, at.y - r);
      context.lineTo(at.x - r, at.y + r);
      context.stroke();
    }
  }
}

// Names beside the stops, right or left, where they cover neither a stop nor another name.
function drawLabels(context, scene, items) {
  const { palette, size } = scene;
  const signs = [...scene.rows.map((row) => row.home), ...[...scene.depots, ...scene.unplanned].map((one) => one.point)];
  const covered = [...items.map(({ at }) => at), ...signs.filter(Boolean).map((point) => toScreen(scene.view, size, point))];
  const boxes = covered.map(({ x, y }) => [x - MARK, y - MARK, x + MARK, y + MARK]);
  const free = (box) =>
    box[0] > 0 && box[2] < size.width && !boxes.some((b) => b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1]);
  context.font = LABEL_FONT;
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.lineJoin = "round";
  for (const { stop, row, at } of items) {
    if (scene.only && row !== scene.only) continue;
    const text = clipped(stop.label, LABEL_FONT, 130);
    const width = textWidth(text, LABEL_FONT);
    const right = [at.x + MARK + 3, at.y - 8, at.x + MARK + 5 + width, at.y + 8];
    const left = [at.x - MARK - 5 - width, at.y - 8, at.x - MARK - 3, at.y + 8];
    const box = [right, left].find(free);
    if (!box) continue;
    boxes.push(box);
    context.globalAlpha = 1;
    context.strokeStyle = palette.map;
    context.lineWidth = 4;
    context.strokeText(text, box[0] + 1, at.y + 0.5);
    context.fillStyle = palette.text;
    context.fillText(text, box[0] + 1, at.y + 0.5);
  }
}
