// A pointer that rests while things move below it points at nothing else until it is moved: who
// reads about a visit goes on reading about it.

let last = null; // where the pointer was
let resting = false;

function watch(event) {
  const moved = !last || event.clientX !== last.x || event.clientY !== last.y;
  last = { x: event.clientX, y: event.clientY };
  if (!resting) return;
  if (!moved) {
    event.stopImmediatePropagation();
    return;
  }
  resting = false;
  // It has entered what came below it while it rested, which nobody was told.
  if (event.type === "pointermove")
    event.target.dispatchEvent(new PointerEvent("pointerover", event));
}

for (const type of ["pointerover", "pointermove", "pointerleave"])
  window.addEventListener(type, watch, true);

export function letPointerRest() {
  resting = true;
}
