// Turns wheel, mouse, fingers and keys on the map into moves, zooms and picks.

const CLICK = 5; // pixels a pointer may move and still be a click

// does: { pan(dx, dy), zoom(factor, pixel), point(pixel), leave(), pick(pixel, reach), key(event) }
export function listenToMap(canvas, does) {
  const pointers = new Map();
  let moved = 0;

  const pixelOf = (event) => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 16 : 1;
      does.zoom(Math.exp(-event.deltaY * lines * 0.0018), pixelOf(event));
    },
    { passive: false },
  );

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, pixelOf(event));
    if (pointers.size === 1) moved = 0;
  });

  canvas.addEventListener("pointermove", (event) => {
    const at = pixelOf(event);
    const before = pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== "touch") does.point(at);
      return;
    }
    moved += Math.hypot(at.x - before.x, at.y - before.y);
    if (pointers.size === 2) pinch(event.pointerId, before, at);
    else if (moved > CLICK) does.pan(at.x - before.x, at.y - before.y);
    pointers.set(event.pointerId, at);
  });

  function pinch(id, before, at) {
    const [, other] = [...pointers].find(([key]) => key !== id);
    const was = Math.hypot(before.x - other.x, before.y - other.y);
    const is = Math.hypot(at.x - other.x, at.y - other.y);
    if (was > 0 && is > 0)
      does.zoom(is / was, { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 });
  }

  canvas.addEventListener("pointerup", (event) => {
    const wasDown = pointers.delete(event.pointerId);
    if (wasDown && pointers.size === 0 && moved <= CLICK) {
      does.pick(pixelOf(event), event.pointerType === "touch" ? 22 : 13);
    }
  });
  canvas.addEventListener("pointercancel", (event) => pointers.delete(event.pointerId));
  canvas.addEventListener("pointerleave", () => pointers.size === 0 && does.leave());

  canvas.addEventListener("keydown", (event) => {
    const middle = { x: canvas.clientWidth / 2, y: canvas.clientHeight / 2 };
    const step = {
      ArrowLeft: [80, 0],
      ArrowRight: [-80, 0],
      ArrowUp: [0, 80],
      ArrowDown: [0, -80],
    };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") does.zoom(1.5, middle);
    else if (event.key === "-") does.zoom(1 / 1.5, middle);
    else if (event.key === "0") does.fit();
    else if (event.shiftKey && step[event.key]) does.pan(...step[event.key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
