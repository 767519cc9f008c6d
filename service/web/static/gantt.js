// The timeline: one row per engineer and shift. Only rows in sight are in the document, so that
// a thousand engineers scroll like ten.

import { boundedScale, fittingScale, spanOf, ticks } from "./axis.js";
import { h, svg } from "./dom.js";
import { ganttRow, ROW_HEIGHT } from "./ganttrow.js";
import { t } from "./i18n.js";
import { legend } from "./legend.js";
import { letPointerRest } from "./rest.js";

const SPARE = 4; // rows kept ready above and below
const DWELL = 140; // milliseconds that a thing is pointed at elsewhere before the rows scroll to it
const PAPER = 1000; // pixels across a printed sheet
const ROWS_A_SHEET = 12;

export function mountGantt(root, model, state, filter) {
  const corner = h("div", { class: "corner" });
  const scroller = h("div", { class: "scroller", role: "grid", "data-t-label": "gantt.help" });
  const empty = h("p", { class: "empty", hidden: true });
  const axisLine = h("div", { class: "axis", "aria-hidden": "true" });
  const body = h("div", { class: "rows", role: "rowgroup" });
  const heading = h("div", { class: "head" });
  scroller.append(axisLine, body);
  root.append(heading, scroller, empty);
  const shown = new Map(); // row key -> element
  let rows = [];
  let positions = new Map(); // row key -> position
  let axis = null;
  let zoom = null; // pixels per second, or null: fit the width
  let queued = 0;
  let dwelling = 0;
  let printing = false;

  const nameWidth = () => corner.offsetWidth || 160;
  const trackWidth = () => (printing ? PAPER : scroller.clientWidth) - nameWidth() - 2;

  function drawHeading() {
    const button = (text, label, onclick) =>
      h("button", { type: "button", title: t(label), "aria-label": t(label), onclick }, text);
    heading.replaceChildren(
      h("h2", {}, t("gantt")),
      legend(),
      h(
        "div",
        { class: "zoom" },
        button("−", "gantt.out", () => rescale(1 / 1.5)),
        button("+", "gantt.in", () => rescale(1.5)),
        button("⟷", "gantt.fit", () => rescale(0)),
      ),
    );
  }

  // Everything anew: other rows, another scale or another language.
  function layout() {
    rows = filter().rows;
    positions = new Map(rows.map((row, index) => [row.key, index]));
    const day = model.days[state.get().day];
    const span = spanOf(model.rows.filter((row) => row.day === day));
    const scale =
      zoom === null || printing
        ? fittingScale(span, trackWidth())
        : boundedScale(zoom, span, trackWidth());
    const width = Math.ceil((span.until - span.from) * scale);
    axis = { span, scale, width, ticks: ticks(span, scale, model.clock, state.get().lang) };
    drawAxis();
    body.style.height = `${rows.length * ROW_HEIGHT}px`;
    body.style.width = `${width + nameWidth()}px`;
    scroller.setAttribute("aria-rowcount", rows.length);
    empty.hidden = rows.length > 0;
    scroller.hidden = rows.length === 0;
    empty.textContent = t(model.rows.length === 0 ? "gantt.none" : "gantt.no_match");
    shown.clear();
    body.replaceChildren();
    render();
  }

  function drawAxis() {
    axisLine.style.width = `${axis.width + nameWidth()}px`;
    const marks = axis.ticks.map(({ at, text, midnight }) => {
      const x = Math.round((at - axis.span.from) * axis.scale) + 0.5;
      return [
        svg("path", { d: `M${x} 18V26` }),
        svg("text", { x: Math.max(x, 19), y: 14, class: midnight ? "midnight" : "" }, text),
      ];
    });
    axisLine.replaceChildren(
      corner,
      svg("svg", { width: axis.width, height: 26, role: "presentation" }, marks),
    );
  }

  // The axis once more, at the top of a further sheet of paper.
  function sheetAxis() {
    const copy = axisLine.cloneNode(true);
    copy.classList.add("further");
    return copy;
  }

  function render() {
    queued = 0;
    const top = scroller.scrollTop;
    const first = printing ? 0 : Math.max(0, Math.floor(top / ROW_HEIGHT) - SPARE);
    const last = printing
      ? rows.length
      : Math.ceil((top + scroller.clientHeight) / ROW_HEIGHT) + SPARE;
    const wanted = new Map(rows.slice(first, last).map((row, index) => [row.key, first + index]));
    const kept = rowOf(state.get().selected); // stays, because the focus may be in it
    if (kept && positions.has(kept.key)) wanted.set(kept.key, positions.get(kept.key));
    for (const [key, element] of shown) {
      if (!wanted.has(key)) (element.remove(), shown.delete(key));
    }
    for (const [key, position] of wanted) {
      if (shown.has(key)) continue;
      const element = ganttRow(model.things.get(key), axis, model, position);
      element.style.transform = `translateY(${position * ROW_HEIGHT}px)`;
      shown.set(key, element);
      if (printing && position > 0 && position % ROWS_A_SHEET === 0) body.append(sheetAxis());
      body.append(element);
    }
    mark();
  }

  const thingOf = (key) => model.things.get(key);
  const rowOf = (key) => {
    const thing = thingOf(key);
    return thing?.type === "stop" ? thing.row : thing?.type === "row" ? thing : null;
  };

  // Shows what is highlighted, what does not match the search, and where Tab comes in.
  function mark() {
    const active = state.active();
    const activeRow = rowOf(active);
    const { selected } = state.get();
    const { stops, searching } = filter();
    const entry =
      thingOf(selected)?.type === "stop" && positions.has(rowOf(selected).key)
        ? selected
        : firstStop();
    for (const [key, element] of shown) {
      element.classList.toggle("active", activeRow?.key === key);
      for (const one of element.querySelectorAll("[data-key], [data-promise]")) {
        const own = one.dataset.key ?? one.dataset.promise;
        const thing = thingOf(own);
        one.classList.toggle("active", own === active);
        one.classList.toggle("faded", searching && thing.type === "stop" && !stops.has(thing));
        if (one.getAttribute("role") !== "gridcell") continue;
        one.setAttribute("aria-selected", own === selected);
        one.setAttribute("tabindex", own === entry ? 0 : -1);
      }
    }
  }

  function firstStop() {
    const line = Math.floor(scroller.scrollTop / ROW_HEIGHT);
    return rows.slice(line).find((row) => row.visits.length > 0)?.visits[0].key ?? null;
  }

  // A factor of 0 fits the day again. The middle, or the pixel given, keeps its time.
  function rescale(factor, pixel = trackWidth() / 2) {
    const time = (scroller.scrollLeft + pixel) / axis.scale;
    zoom = factor === 0 ? null : boundedScale(axis.scale * factor, axis.span, trackWidth());
    layout();
    scroller.scrollLeft = time * axis.scale - pixel;
  }

  // Other rows, the same hours and the same place in sight.
  function renew() {
    const { scrollTop } = scroller;
    const time = scroller.scrollLeft / axis.scale + axis.span.from;
    layout();
    scroller.scrollTop = scrollTop;
    if (zoom !== null) scroller.scrollLeft = (time - axis.span.from) * axis.scale;
    render();
  }

  function scrollTo(key) {
    const row = rowOf(key);
    if (!row || !positions.has(row.key)) return;
    const top = positions.get(row.key) * ROW_HEIGHT;
    const room = scroller.clientHeight - axisLine.offsetHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + ROW_HEIGHT > scroller.scrollTop + room)
      scroller.scrollTop = top + ROW_HEIGHT - room;
    const thing = thingOf(key);
    if (thing.type === "stop") {
      const left = (thing.arrive - axis.span.from) * axis.scale;
      const right = (thing.finish - axis.span.from) * axis.scale;
      if (left < scroller.scrollLeft) scroller.scrollLeft = left - 20;
      else if (right > scroller.scrollLeft + trackWidth())
        scroller.scrollLeft = right - trackWidth() + 20;
    }
    render();
  }

  function focusStop(key) {
    scrollTo(key);
    body.querySelector(`[role="gridcell"][data-key="${key}"]`)?.focus({ preventScroll: true });
  }

  const keyAt = (event) => event.target.closest?.("[data-key]")?.dataset.key ?? null;
  body.addEventListener("click", (event) => {
    const key = keyAt(event);
    state.set({ selected: key, hovered: null, source: "gantt" });
    if (thingOf(key)?.type !== "stop") return;
    letPointerRest(); // where the timeline moves to show all of it
    focusStop(key);
  });
  body.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "touch") state.set({ hovered: keyAt(event), source: "gantt" });
  });
  body.addEventListener("pointerleave", () => state.set({ hovered: null, source: "gantt" }));
  body.addEventListener("focusin", (event) => {
    const key = keyAt(event);
    if (thingOf(key)?.type === "stop") state.set({ selected: key, source: "gantt" });
  });
  scroller.addEventListener("scroll", () => {
    if (!queued) queued = requestAnimationFrame(render);
  });
  scroller.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const pixel = event.clientX - scroller.getBoundingClientRect().left - nameWidth();
      rescale(Math.exp(-event.deltaY * 0.002), Math.max(0, pixel));
    },
    { passive: false },
  );

  state.subscribe((now, changed) => {
    if (changed.has("lang")) drawHeading();
    if (changed.has("revision")) return renew();
    if (["lang", "day", "engineer", "query"].some((name) => changed.has(name))) layout();
    else mark();
    if ((changed.has("selected") || changed.has("hovered")) && now.source !== "gantt") {
      clearTimeout(dwelling);
      const follow = () => scrollTo(state.active());
      if (changed.has("selected")) follow();
      else dwelling = setTimeout(follow, DWELL);
    }
  });
  new ResizeObserver(() => !printing && layout()).observe(scroller.parentElement);
  window.addEventListener("beforeprint", () => {
    printing = true;
    layout();
  });
  window.addEventListener("afterprint", () => {
    printing = false;
    layout();
  });
  drawHeading();
  layout();
  return { focusStop };
}
