// What the signs of the timeline and the map mean.

import { h, svg } from "./dom.js";
import { alarm } from "./ganttrow.js";
import { t } from "./i18n.js";

const rect = (kind, y, height) => svg("rect", { class: kind, x: 2, y, width: 30, height });
const path = (kind, d) => svg("path", { class: kind, d });

const SIGNS = {
  work: () => svg("rect", { class: "work", x: 2, y: 2, width: 30, height: 14, rx: 3 }),
  drive: () => rect("drive", 7, 4),
  door: () => rect("door", 2, 14),
  waits: () => rect("waits", 3, 12),
  collection: () =>
    svg(
      "g",
      { class: "collection" },
      svg("rect", { class: "work", x: 2, y: 2, width: 30, height: 14, rx: 3 }),
      path("shelf", "M8 5h18M8 9h18M8 13h18"),
    ),
  overtime: () => rect("overtime", 7, 4),
  window: () => path("promise", "M2 7V11M2 9H32M32 7V11"),
  appointment: () => [path("appointment", "M17 4V17"), path("chosen", "M13.5 3h7l-3.5 4z")],
  told: () => [path("appointment", "M17 4V17"), path("told", "M12.5 1h9v5l-4.5 4l-4.5 -4z")],
  late: () => alarm(true, 17, 9),
  tight: () => alarm(false, 17, 10),
  start: () => path("home", "M17 1L24 8V16H10V8Z"),
  depot: () => [rect("depot-sign", 1, 16), path("shelf", "M10 5h14M10 9h14M10 13h14")],
  unplanned: () => path("cross", "M11 3L23 15M23 3L11 15"),
};

export function legend() {
  const entries = Object.entries(SIGNS).map(([name, draw]) =>
    h(
      "li",
      {},
      svg(
        "svg",
        {
          viewBox: "0 0 34 18",
          width: 34,
          height: 18,
          class: "sign route-0",
          "aria-hidden": "true",
        },
        draw(),
      ),
      t(`legend.${name === "waits" ? "idle" : name}`),
    ),
  );
  return h("details", { class: "legend" }, h("summary", {}, t("legend")), h("ul", {}, entries));
}

// On paper it is always there.
const openAll = (open) => document.querySelectorAll(".legend").forEach((one) => (one.open = open));
window.addEventListener("beforeprint", () => openAll(true));
window.addEventListener("afterprint", () => openAll(false));

// Pointing anywhere else closes it.
document.addEventListener("pointerdown", (event) => {
  const open = document.querySelector(".legend[open]");
  if (open && !open.contains(event.target)) open.open = false;
});
