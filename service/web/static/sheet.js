// On a narrow screen the details and lists are a sheet at the bottom: its handle opens it, choosing
// a stop opens it, and choosing nothing closes it. On a wide screen it is simply a column.

import { h } from "./dom.js";

export function mountSheet(root, state) {
  const handle = h("button", {
    type: "button",
    class: "handle",
    "aria-expanded": "false",
    "data-t-label": "side",
  });
  root.prepend(handle);

  function open(wanted) {
    root.classList.toggle("open", wanted);
    handle.setAttribute("aria-expanded", String(wanted));
  }

  handle.addEventListener("click", () => open(!root.classList.contains("open")));
  state.subscribe((now, changed) => {
    if (changed.has("tab")) open(true);
    if (changed.has("selected")) {
      // Another plan opens nothing: what is chosen is what was chosen.
      if (now.selected === null || !changed.has("revision")) open(now.selected !== null);
      root.classList.toggle("chosen", now.selected !== null);
    }
  });
  root.classList.toggle("chosen", state.get().selected !== null);
}
