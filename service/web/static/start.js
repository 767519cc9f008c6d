// Puts the parts of the page together around a plan.

import { mountControls, readAddress } from "./controls.js";
import { mountFigures, mountHeading } from "./figures.js";
import { createFilter } from "./filter.js";
import { mountGantt } from "./gantt.js";
import { setLanguage } from "./i18n.js";
import { mountKeys } from "./keys.js";
import { mountLists } from "./lists.js";
import { mountMap } from "./map.js";
import { createModel } from "./model.js";
import { mountPanel } from "./panel.js";
import { renewed } from "./renew.js";
import { mountSheet } from "./sheet.js";
import { mountSplitter } from "./splitter.js";
import { createState } from "./state.js";

const byId = (id) => document.getElementById(id);

// JSON that is embedded in the page, which it need not keep.
export function embedded(id) {
  const element = byId(id);
  element.remove();
  return JSON.parse(element.textContent);
}

// Shows a plan. Returns a function that shows another state of it in its place.
export function startPage(data) {
  const model = createModel(data);
  const asked = readAddress(model);
  const chosen = model.things.get(asked.selected);
  const state = createState({
    ...asked,
    day: Math.max(0, model.days.indexOf(chosen?.row?.day)),
    hovered: null,
    source: "address",
    engineer: null,
    query: "",
    tab: model.unplanned.length > 0 ? "unplanned" : "calls",
    revision: 0,
  });
  const filter = createFilter(model, state);
  setLanguage(asked.lang);
  state.subscribe((now, changed) => changed.has("lang") && setLanguage(now.lang));

  // A stop of another day, or of a row that is filtered out, cannot be shown: look where it is.
  state.subscribe((now, changed) => {
    const row = model.things.get(now.selected)?.row;
    if (!changed.has("selected") || changed.has("revision") || !row) return;
    const day = model.days.indexOf(row.day);
    const engineer =
      now.engineer === null || now.engineer === row.engineerIndex ? now.engineer : null;
    if (day !== now.day || engineer !== now.engineer) state.set({ day, engineer });
  });

  // On paper everything is in light colours. First, because the others read the colours.
  window.addEventListener("beforeprint", () => (document.documentElement.dataset.print = ""));
  window.addEventListener("afterprint", () => delete document.documentElement.dataset.print);

  mountHeading(model, state);
  mountFigures(byId("figures"), model, state);
  mountMap(byId("map"), model, state, filter);
  const { focusStop } = mountGantt(byId("gantt"), model, state, filter);
  mountPanel(byId("details"), model, state);
  mountLists(byId("lists"), model, state, filter);
  mountSheet(byId("side"), state);
  mountSplitter(byId("splitter"));
  mountKeys(model, state, filter, focusStop);
  mountControls(model, state, filter); // last: it fills in the words of all the others
  document.documentElement.dataset.ready = "";
  return (changed) => renewed(model, state, changed);
}
