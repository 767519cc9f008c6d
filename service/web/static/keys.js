// Arrow keys through the stops, the same in the timeline and on the map.

import { describe } from "./ganttrow.js";

// The stop that a key leads to from the one chosen, or null.
function target(key, stop, rows) {
  if (!stop || !rows.includes(stop.row))
    return rows.find((row) => row.visits.length > 0)?.visits[0] ?? null;
  const { visits } = stop.row;
  const place = visits.indexOf(stop);
  if (key === "ArrowRight") return visits[place + 1] ?? null;
  if (key === "ArrowLeft") return visits[place - 1] ?? null;
  if (key === "Home") return visits[0];
  if (key === "End") return visits[visits.length - 1];
  const step = key === "ArrowDown" ? 1 : -1;
  let line = rows.indexOf(stop.row) + step;
  while (rows[line] && rows[line].visits.length === 0) line += step;
  const nearer = (a, b) =>
    Math.abs(b.start - stop.start) < Math.abs(a.start - stop.start) ? b : a;
  return rows[line]?.visits.reduce(nearer) ?? null;
}

const KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];

export function mountKeys(model, state, filter, focusStop) {
  const announcer = document.getElementById("announcer");
  const map = document.getElementById("map");
  const gantt = document.getElementById("gantt");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      state.set({ selected: null, hovered: null, source: "keys" });
      return;
    }
    const onMap = map.contains(event.target);
    const inGantt = gantt.contains(event.target) && !event.target.closest(".head");
    if (!KEYS.includes(event.key) || event.shiftKey || !(onMap || inGantt)) return;
    event.preventDefault();
    const now = model.things.get(state.get().selected);
    const next = target(event.key, now?.type === "stop" ? now : null, filter().rows);
    if (!next) return;
    state.set({ selected: next.key, hovered: null, source: "keys" });
    if (onMap) announcer.textContent = describe(next, model);
    else focusStop(next.key);
  });
}
