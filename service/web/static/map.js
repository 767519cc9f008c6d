// The map: what is on it, where it looks, and what is pointed at.

import { h } from "./dom.js";
import { t, translatePage } from "./i18n.js";
import { readPalette } from "./looks.js";
import { drawMap } from "./mapdraw.js";
import { listenToMap } from "./mapinput.js";
import { pointsOf } from "./model.js";
import { fit, project, scaleBar, toScreen, zoomed } from "./projection.js";

const PADDING = 36; // pixels, or less on a low map
const CONTROLS = 80; // pixels that the buttons take at the right, with some air
const DWELL = 140; // milliseconds that a thing is pointed at elsewhere before the map moves to it

export function mountMap(root, model, state, filter) {
  if (pointsOf(model, model.rows).length === 0) {
    root.classList.add("without");
    const none = h("p", { class: "empty", "data-t": "map.none" }, t("map.none"));
    root.append(none);
    state.subscribe((_, changed) => {
      if (!changed.has("revision") || !none.isConnected) return;
      if (pointsOf(model, model.rows).length === 0) return;
      none.remove();
      root.classList.remove("without");
      mountMap(root, model, state, filter);
      translatePage();
    });
    return;
  }
  const canvas = h("canvas", { tabindex: 0, role: "application", "data-t-label": "map.help" });
  const ring = h("div", { class: "ring", hidden: true });
  const callout = h("div", { class: "callout", hidden: true });
  const bar = h("div", { class: "scale" });
  const missing = h("p", { class: "missing", hidden: true });
  root.append(canvas, ring, callout, missing, bar, controls());
  const context = canvas.getContext("2d");
  const placed = () => model.depots.map((depot) => ({ ...depot, point: project(depot.at) }));
  let depots = placed();
  let size = { width: 0, height: 0 };
  let view = null;
  let touched = false; // whether the user has moved the map: then it stays where it is
  let palette = readPalette();
  let queued = 0;
  let dwelling = 0;

  function controls() {
    const button = (text, label, onclick) =>
      h("button", { type: "button", "data-t-label": label, onclick }, text);
    const middle = () => ({ x: size.width / 2, y: size.height / 2 });
    return h(
      "div",
      { class: "controls" },
      button("+", "map.in", () => zoom(1.6, middle())),
      button("−", "map.out", () => zoom(1 / 1.6, middle())),
      button("⤢", "map.fit", showAll),
    );
  }

  // What is highlighted, as a thing; a row stands for its whole route.
  const active = () => model.things.get(state.active()) ?? null;

  function draw() {
    queued = 0;
    if (!view) return;
    const { rows, stops, unplanned, searching } = filter();
    const thing = active();
    const only = thing?.type === "stop" ? thing.row : thing?.type === "row" ? thing : null;
    context.setTransform(canvas.width / size.width, 0, 0, canvas.height / size.height, 0, 0);
    drawMap(context, {
      view,
      size,
      palette,
      rows,
      stops,
      unplanned,
      depots,
      active: thing,
      only,
      searching,
    });
    placeRing(thing);
    const { metres, width } = scaleBar(view, 120);
    bar.style.width = `${width}px`;
    bar.textContent = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  }

  function placeRing(thing) {
    const shown = Boolean(thing?.point);
    ring.hidden = callout.hidden = !shown;
    if (!shown) return;
    const at = toScreen(view, size, thing.point);
    ring.style.transform = callout.style.transform = `translate(${at.x}px, ${at.y}px)`;
    ring.dataset.key = thing.key;
    const { clock } = model;
    const time = thing.type === "stop" ? clock.time(thing.appointment ?? thing.start) : "";
    const name = thing.type === "stop" ? thing.row.name : t(`state.${thing.state}`);
    const shared = together(thing.point).length;
    callout.replaceChildren(
      h("b", { dir: "auto" }, [thing.number, time, thing.label].filter(Boolean).join(" · ")),
      h("span", { dir: "auto" }, name),
      shared > 1 ? h("span", {}, t("map.here", { n: shared })) : "",
    );
    const fits = at.x + callout.offsetWidth + CONTROLS < size.width;
    const room = fits || at.x < size.width / 2 ? "right" : "left";
    callout.className = `callout ${room} ${at.y < 70 ? "below" : "above"}`;
  }

  function redraw() {
    if (!queued) queued = requestAnimationFrame(draw);
  }

  function zoom(factor, pixel) {
    touched = true;
    view = zoomed(view, size, factor, pixel);
    redraw();
  }

  function pan(dx, dy) {
    touched = true;
    view = { ...view, x: view.x - dx / view.scale, y: view.y - dy / view.scale };
    redraw();
  }

  function showAll() {
    touched = false;
    const { rows } = filter();
    const one = state.get().engineer !== null && rows.length > 0;
    const points = one ? rows.flatMap((row) => [...row.homes, ...row.points]).filter(Boolean) : [];
    view = fit(
      points.length > 0 ? points : pointsOf(model, rows),
      size.width,
      size.height,
      Math.min(PADDING, size.height / 8),
    );
    redraw();
  }

  function things() {
    const { rows, unplanned } = filter();
    return [...rows.flatMap((row) => row.visits), ...unplanned].filter((thing) => thing.point);
  }

  function together(point) {
    return things().filter((thing) => thing.point.x === point.x && thing.point.y === point.y);
  }

  function nearest(pixel, reach) {
    let best = null;
    let distance = reach;
    for (const thing of things()) {
      const at = toScreen(view, size, thing.point);
      const away = Math.hypot(at.x - pixel.x, at.y - pixel.y);
      if (away < distance) [best, distance] = [thing, away];
    }
    return best;
  }

  listenToMap(canvas, {
    pan,
    zoom,
    fit: showAll,
    point(pixel) {
      const thing = nearest(pixel, 13);
      canvas.classList.toggle("pointing", Boolean(thing));
      const chosen = model.things.get(state.get().selected);
      // Of several at one place, the chosen one stays.
      const same =
        thing &&
        chosen?.point &&
        chosen.point.x === thing.point.x &&
        chosen.point.y === thing.point.y;
      state.set({ hovered: same ? null : (thing?.key ?? null), source: "map" });
    },
    leave: () => state.set({ hovered: null, source: "map" }),
    pick(pixel, reach) {
      const thing = nearest(pixel, reach);
      if (!thing) return state.set({ selected: null, hovered: null, source: "map" });
      const here = together(thing.point);
      const next = (here.findIndex((one) => one.key === state.get().selected) + 1) % here.length;
      return state.set({ selected: here[next].key, hovered: null, source: "map" });
    },
  });

  // Moves only if what is highlighted elsewhere lies outside of what is shown.
  function follow() {
    const thing = active();
    if (!thing?.point || !view) return;
    const at = toScreen(view, size, thing.point);
    const inside = at.x > 20 && at.y > 20 && at.x < size.width - 20 && at.y < size.height - 20;
    if (!inside) pan(size.width / 2 - at.x, size.height / 2 - at.y);
  }

  function resize(width, height, ratio = window.devicePixelRatio || 1) {
    if (width < 10 || height < 10) return;
    size = { width, height };
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    if (!touched) showAll();
    if (queued) cancelAnimationFrame(queued);
    draw();
  }

  function tell() {
    const { all, drawn } = model.places;
    missing.hidden = all === drawn;
    missing.textContent = t("map.some", { n: all - drawn, all });
  }

  state.subscribe((now, changed) => {
    const renewed = changed.has("revision");
    if (renewed) depots = placed();
    if (changed.has("lang") || renewed) tell();
    const other = changed.has("day") || changed.has("engineer");
    if (view && (renewed ? !touched : other)) showAll();
    if (!renewed && (changed.has("selected") || changed.has("hovered")) && now.source !== "map") {
      clearTimeout(dwelling);
      dwelling = setTimeout(follow, changed.has("selected") ? 0 : DWELL);
    }
    redraw();
  });
  new ResizeObserver(() => resize(root.clientWidth, root.clientHeight)).observe(root);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    palette = readPalette();
    redraw();
  });
  // On paper: the whole map in light colours, as wide as the sheet.
  window.addEventListener("beforeprint", () => {
    palette = readPalette();
    touched = false;
    resize(1000, 480, 2);
  });
  window.addEventListener("afterprint", () => {
    palette = readPalette();
    resize(root.clientWidth, root.clientHeight);
  });
  tell();
}
