// Draws one row of the timeline: the shift, the drives, waits, work, promises and appointments.

import { clipped, h, own, svg } from "./dom.js";
import { hoursMinutes, lateSpan, span, t } from "./i18n.js";
import { lookOf, outline } from "./looks.js";

export const ROW_HEIGHT = 46;
const LANES = [3.5, 8, 12.5]; // where the promise bars lie, so that neighbours do not cover each other
const TOP = 18; // of the work bars
const BAR = 21;
const MIDDLE = TOP + BAR / 2;
const BOTTOM = TOP + BAR;
const FONT = '600 11px system-ui, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", sans-serif';

// The sample of an engineer's line and shape, as on the map.
export function swatch(engineerIndex) {
  const look = lookOf(engineerIndex);
  return svg(
    "svg",
    { class: `swatch route-${look.colour}`, viewBox: "0 0 34 18", "aria-hidden": "true" },
    svg("path", { class: "line", d: "M1 9H33", "stroke-dasharray": look.dash.join(" ") }),
    svg("path", { class: "shape", d: outline(look.shape, 6), transform: "translate(17 9)" }),
  );
}

// axis: { span, scale, width, ticks }; returns the row's element.
export function ganttRow(row, axis, model, position) {
  const x = (at) => (at - axis.span.from) * axis.scale;
  return h(
    "div",
    {
      class: `row${row.idle ? " idle" : ""}`,
      role: "row",
      "aria-rowindex": position + 1,
      "data-row": row.key,
    },
    h(
      "div",
      { class: "name", role: "rowheader" },
      h(
        "button",
        { type: "button", tabindex: -1, "data-key": row.key, title: row.name },
        swatch(row.engineerIndex),
        h("span", { class: "who" }, own(row.name)),
        h("span", { class: "sum" }, summary(row)),
      ),
    ),
    svg(
      "svg",
      {
        class: `track route-${lookOf(row.engineerIndex).colour}`,
        width: axis.width,
        height: ROW_HEIGHT,
        role: "presentation",
      },
      shiftBand(row, x),
      grid(axis, x),
      row.stops.filter((stop) => stop.leg).map((stop, index) => legOf(stop, index === 0, x)),
      overtime(row, x),
      promises(row, x),
      row.visits.map((stop) => visit(stop, x, model)),
    ),
  );
}

function summary(row) {
  if (row.idle) return t("gantt.free");
  const jobs = row.visits.filter((stop) => stop.kind === "job").length;
  const drives = t("gantt.drives", { drive: hoursMinutes(row.travel_s) });
  return [t("gantt.jobs", { n: jobs }), h("span", { class: "drives" }, drives)];
}

function bar(kind, from, to, top, height, x) {
  return svg("rect", {
    class: kind,
    x: x(from),
    y: top,
    width: Math.max(0, x(to) - x(from)),
    height,
  });
}

function shiftBand(row, x) {
  return bar("shift", row.shift[0], row.shift[1], 0, ROW_HEIGHT, x);
}

function grid(axis, x) {
  const d = axis.ticks.map(({ at }) => `M${Math.round(x(at)) + 0.5} 0V${ROW_HEIGHT}`).join("");
  return svg("path", { class: "grid", d });
}

// Before the first departure nobody waits: the engineer has not begun.
function legOf(stop, first, x) {
  const { ready, depart, arrive } = stop.leg;
  return svg(
    "g",
    {},
    !first && depart > ready && bar("waits", ready, depart, MIDDLE - 6, 12, x),
    bar("drive", depart, arrive, MIDDLE - 2, 4, x),
  );
}

function overtime(row, x) {
  if (!row.overtime_s) return null;
  const end = row.finish;
  return bar("overtime", Math.max(row.shift[1], end - row.overtime_s), end, BOTTOM + 1, 4, x);
}

// Promise bars in the first lane that is free; the last one takes what is left.
function promises(row, x) {
  const ends = LANES.map(() => -Infinity);
  return row.visits.map((stop) => {
    if (!stop.window) return null;
    const [from, to] = stop.window;
    let lane = ends.findIndex((end) => end <= from);
    if (lane < 0) lane = ends.indexOf(Math.min(...ends));
    ends[lane] = Math.max(ends[lane], to);
    const [left, right, y] = [x(from), Math.max(x(to), x(from) + 1), LANES[lane]];
    const d = `M${left} ${y - 2}V${y + 2}M${left} ${y}H${right}M${right} ${y - 2}V${y + 2}`;
    return svg("path", { class: "promise", "data-promise": stop.key, d });
  });
}

function visit(stop, x, model) {
  const width = Math.max(4, x(stop.finish) - x(stop.start));
  const left = x(stop.start);
  const isJob = stop.kind === "job";
  const classes = ["stop", stop.kind, stop.isLate && "late", stop.isTight && "tight"].filter(Boolean).join(" ");
  const text = isJob ? barText(stop, width - 7) : "";
  const fits = isJob && width >= 11;
  return svg(
    "g",
    {
      class: classes,
      role: "gridcell",
      tabindex: -1,
      "data-key": stop.key,
      "aria-label": describe(stop, model),
    },
    // A wide, unseen target: thin bars are pointed at as easily as thick ones.
    svg("rect", {
      class: "target",
      x: x(Math.min(stop.arrive, stop.start)) - 2,
      y: TOP - 4,
      width: width + left - x(stop.arrive) + 4,
      height: BAR + 8,
    }),
    stop.start > stop.arrive && bar("door", stop.arrive, stop.start, TOP + 3, BAR - 6, x),
    svg("rect", { class: "work", x: left, y: TOP, width, height: BAR, rx: 3 }),
    stop.kind === "collection" &&
      svg("path", {
        class: "shelf",
        d: `M${left + 4} ${MIDDLE - 5}h${Math.max(2, width - 8)}m${-Math.max(2, width - 8)} 5h${Math.max(2, width - 8)}m${-Math.max(2, width - 8)} 5h${Math.max(2, width - 8)}`,
      }),
    fits &&
      svg("text", { class: "label", "aria-hidden": "true", x: left + 4, y: MIDDLE + 4 }, text),
    stop.appointment !== undefined && appointment(stop, x(stop.appointment)),
    (stop.isLate || stop.isTight) && alarm(stop.isLate, left + width - 1, TOP),
  );
}

// The number, and as much of the name as fits; a single letter of it would say nothing.
function barText(stop, width) {
  const number = String(stop.number);
  const text = clipped(`${number} ${stop.label}`, FONT, width);
  return text.length > number.length + 2 ? text : number;
}

// Late is a red disc, tight an amber triangle: told apart without their colours, too.
export function alarm(isLate, x, y) {
  return svg(
    "g",
    { class: `alarm ${isLate ? "late" : "tight"}`, transform: `translate(${x} ${y})` },
    svg("path", { d: isLate ? outline("circle", 7) : "M0 -8L8.5 6.5H-8.5Z" }),
    svg("text", { y: 4.5 }, "!"),
  );
}

function appointment(stop, at) {
  const tick = svg("path", { class: "appointment", d: `M${at} ${TOP - 4}V${BOTTOM + 3}` });
  const head = stop.told
    ? svg("path", { class: "told", d: `M${at - 4.5} ${TOP - 7}h9v5l-4.5 4l-4.5 -4z` })
    : svg("path", { class: "chosen", d: `M${at - 3.5} ${TOP - 4}h7l-3.5 4z` });
  return svg("g", {}, tick, head);
}

// What a screen reader says of a stop; also spoken when keys step through the map.
export function describe(stop, model) {
  const { clock } = model;
  const name =
    stop.kind === "job"
      ? `${stop.number} ${stop.label}`
      : `${t("details.collection")} ${stop.label}`;
  return [
    name,
    stop.row.name,
    `${t("arrive")} ${clock.time(stop.arrive)}`,
    stop.appointment !== undefined && `${t("appointment")} ${clock.time(stop.appointment)}`,
    stop.isLate && t("late", { n: lateSpan(stop.lateBy) }),
    stop.isTight && t("tight", { n: span(stop.early) }),
  ]
    .filter(Boolean)
    .join(", ");
}
