// Another state of the plan in place of the one that is shown. What the user has chosen stays chosen:
// keys are positions, so they are looked up again by what they stand for.

import { createModel } from "./model.js";
import { letPointerRest } from "./rest.js";

function sameRow(row, other) {
  return row.engineer.id === other.engineer.id && row.shift[0] === other.shift[0];
}

// The key of the same job, collection or shift in another model, or null.
function sameKey(thing, model) {
  if (!thing) return null;
  if (thing.type === "row") return model.rows.find((row) => sameRow(row, thing))?.key ?? null;
  if (thing.job) {
    const index = model.jobs.findIndex((job) => job.id === thing.job.id);
    const left = model.unplanned.find((one) => one.jobIndex === index);
    return (model.stopOfJob.get(index) ?? left)?.key ?? null;
  }
  const same = (stop) =>
    !stop.job && stop.depot?.id === thing.depot?.id && sameRow(stop.row, thing.row);
  return model.stops.find(same)?.key ?? null;
}

// Remembers what has the focus; the function that comes back gives it to the same thing again.
function holdFocus(again) {
  const focused = document.activeElement;
  const box = focused?.closest("#gantt .rows, #lists, #details");
  if (!box) return () => {};
  const key = again(focused.dataset.key ?? focused.dataset.choose);
  const place = [...box.querySelectorAll("button")].indexOf(focused);
  return () => {
    if (focused.isConnected) return;
    const next = key
      ? box.querySelector(`[data-key="${key}"][role="gridcell"], [data-choose="${key}"]`)
      : box.querySelectorAll("button")[place];
    next?.focus({ preventScroll: true });
  };
}

export function renewed(model, state, data) {
  const before = { ...model };
  const fresh = createModel(data);
  const now = state.get();
  const again = (key) => sameKey(before.things.get(key), fresh);
  const engineer = fresh.engineers.findIndex((one) => one.id === before.engineers[now.engineer]?.id);
  const giveBack = holdFocus(again);
  letPointerRest();
  // The parts of the page hold on to the model and its clock, so these stay the same objects.
  Object.assign(model.clock, fresh.clock);
  Object.assign(model, fresh, { clock: model.clock });
  state.set({
    revision: now.revision + 1,
    selected: again(now.selected),
    hovered: again(now.hovered),
    day: Math.max(0, model.days.indexOf(before.days[now.day])),
    engineer: now.engineer === null || engineer < 0 ? null : engineer,
  });
  giveBack();
}
