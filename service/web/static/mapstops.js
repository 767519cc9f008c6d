// Draws the stops onto the map: numbers where there is room, else dots, and names beside them.

import { clipped, textWidth } from "./dom.js";
import { lookOf, outline } from "./looks.js";
import { toScreen } from "./projection.js";

const SANS = 'system-ui, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", sans-serif';
const NUMBER_FONT = `600 11px ${SANS}`;
const LABEL_FONT = `12px ${SANS}`;
const MARK = 10; // radius of a numbered stop, pixels
const DOT = 4; // radius of a stop without room for its number
const MOST_NAMED = 30; // up to so many numbered stops get their names too
const CROWDED = 0.45; // if fewer than this share of the stops has room for its number, none shows one
export const FADED = 0.16; // how much is left of what is not looked at

const shapes = new Map();

function shapePath(shape, radius) {
  const key = `${shape}${radius}`;
  if (!shapes.has(key)) shapes.set(key, new Path2D(outline(shape, radius)));
  return shapes.get(key);
}

export function faded(scene, row, stop) {
  if (scene.only && row !== scene.only) return true;
  return scene.searching && stop !== undefined && !scene.stops.has(stop);
}

export function visible(point, { size }) {
  return point.x > -20 && point.y > -20 && point.x < size.width + 20 && point.y < size.height + 20;
}

// Stops with room around them get their number, the others a dot; where it is too crowded for
// numbers, all are dots. Returns { numbered, dots, labels, crowded }, labels being what to name.
export function placeStops(scene) {
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
  const crowded = numbered.length < CROWDED * (dots.length + numbered.length);
  if (crowded && !scene.only && !scene.searching) {
    return { numbered: [], dots: [...numbered, ...dots], labels: [], crowded };
  }
  const labels = numbered.length <= MOST_NAMED || scene.only ? numbered : [];
  return { numbered, dots, labels, crowded };
}

export function drawStops(context, scene, { numbered, dots }) {
  const active = [...dots, ...numbered].find((item) => item.stop === scene.active);
  for (const item of dots) if (item !== active) drawDot(context, scene, item);
  for (const item of [...numbered].reverse()) if (item !== active) drawNumber(context, scene, item);
  if (active) drawNumber(context, scene, active);
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

const dots = new Map();

// A dot is drawn once for each look and then copied: there may be ten thousand of them.
function dotImage(context, fill, edge, shape, width) {
  const ratio = context.getTransform().a;
  const key = [fill, edge, shape, width, ratio].join();
  if (!dots.has(key)) {
    const image = document.createElement("canvas");
    image.width = image.height = Math.ceil(4 * DOT * ratio);
    const pen = image.getContext("2d");
    pen.scale(ratio, ratio);
    pen.translate(2 * DOT, 2 * DOT);
    pen.fillStyle = fill;
    pen.strokeStyle = edge;
    pen.lineWidth = width;
    pen.fill(shapePath(shape, DOT));
    pen.stroke(shapePath(shape, DOT));
    dots.set(key, image);
  }
  return dots.get(key);
}

function drawDot(context, { palette }, { stop, row, at, faded: isFaded }) {
  const look = lookOf(row.engineerIndex);
  const [edge, width] = stop.isLate ? [palette.alert, 2.5] : [palette.map, 1];
  const image = dotImage(context, palette.routes[look.colour], edge, look.shape, width);
  context.globalAlpha = isFaded ? FADED : 1;
  context.drawImage(image, at.x - 2 * DOT, at.y - 2 * DOT, 4 * DOT, 4 * DOT);
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

// Names beside the stops, right or left, where they cover neither a stop nor another name.
export function drawLabels(context, scene, items) {
  const { palette, size } = scene;
  const signs = [
    ...scene.rows.flatMap((row) => row.homes),
    ...[...scene.depots, ...scene.unplanned].map((one) => one.point),
  ];
  const covered = [
    ...items.map(({ at }) => at),
    ...signs.filter(Boolean).map((point) => toScreen(scene.view, size, point)),
  ];
  const boxes = covered.map(({ x, y }) => [x - MARK, y - MARK, x + MARK, y + MARK]);
  const free = (box) =>
    box[0] > 0 &&
    box[2] < size.width &&
    !boxes.some((b) => b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1]);
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
