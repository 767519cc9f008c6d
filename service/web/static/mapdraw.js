// Draws the map onto a canvas: graticule, routes, depots, jobs left out, and the stops on top.

import { lookOf } from "./looks.js";
import { drawLabels, drawStops, FADED, faded, placeStops, visible } from "./mapstops.js";
import { graticule, toScreen } from "./projection.js";

const SMALL_FONT = '10px system-ui, "Segoe UI", "Noto Sans", sans-serif';
const MANY = 40; // routes; beyond it lines are thin and only one route has arrows

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
  const placed = placeStops(scene);
  drawHomes(context, scene, placed.crowded);
  drawDepots(context, scene);
  drawStops(context, scene, placed);
  drawUnplanned(context, scene, placed.crowded ? 3.5 : 5);
  if (placed.labels.length > 0) drawLabels(context, scene, placed.labels);
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
    if (vertical) (context.moveTo(at, 0), context.lineTo(at, size.height));
    else (context.moveTo(0, at), context.lineTo(size.width, at));
    context.stroke();
    if (vertical) context.fillText(text, at + 3, size.height - 4);
    else if (at > 12 && at < size.height - 60) context.fillText(text, 4, at - 3);
  }
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
  context.lineWidth = stands ? 3.5 : scene.rows.length > MANY ? 1.5 : 2.25;
  trace();
  context.setLineDash([]);
  if (stands || scene.rows.length <= MANY) drawArrows(context, points, palette.routes[look.colour]);
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

function drawHomes(context, scene, crowded) {
  for (const row of scene.rows) {
    for (const home of row.homes) drawHome(context, scene, row, home, crowded);
  }
}

function drawHome(context, scene, row, home, crowded) {
  const at = toScreen(scene.view, scene.size, home);
  if (!visible(at, scene)) return;
  context.globalAlpha = faded(scene, row) ? FADED : 1;
  const r = crowded && row !== scene.only ? 4 : 7;
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
  context.strokeStyle = scene.palette.routes[lookOf(row.engineerIndex).colour];
  context.stroke();
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

function drawUnplanned(context, scene, radius) {
  const { view, size, palette } = scene;
  for (const one of scene.unplanned) {
    if (!one.point) continue;
    const at = toScreen(view, size, one.point);
    if (!visible(at, scene)) continue;
    const r = one === scene.active ? 7 : radius;
    context.globalAlpha = scene.only && one !== scene.active ? 0.35 : 1;
    for (const [colour, width] of [
      [palette.map, r + 1],
      [palette.alert, r / 2],
    ]) {
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
