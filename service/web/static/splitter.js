// The bar between map and timeline: dragged, or moved with the arrow keys, it shares the height.

const LEAST = 15; // percent that the map keeps at least, and leaves at least

export function mountSplitter(bar) {
  const desk = bar.parentElement;
  let share = 46; // percent of the height that is the map's; layout.css begins with the same

  function set(wanted) {
    share = Math.max(LEAST, Math.min(100 - LEAST, wanted));
    desk.style.setProperty("--map-height", `${share}fr`);
    desk.style.setProperty("--gantt-height", `${100 - share}fr`);
    bar.setAttribute("aria-valuenow", Math.round(share));
  }

  bar.addEventListener("pointerdown", (event) => {
    bar.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  bar.addEventListener("pointermove", (event) => {
    if (!bar.hasPointerCapture(event.pointerId)) return;
    const map = document.getElementById("map").getBoundingClientRect();
    const gantt = document.getElementById("gantt").getBoundingClientRect();
    set(((event.clientY - map.top) / (map.height + gantt.height)) * 100);
  });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -5, ArrowDown: 5 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    set(share + step);
  });
  set(share);
}
