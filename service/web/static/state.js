// What the user is looking at. Every part of the page subscribes and redraws what concerns it.
//
//   lang      "en" | "zh"
//   day       position in model.days
//   selected  key of a thing ("s12" a stop, "u3" a job left out, "r5" a row), or null
//   hovered   key of what is pointed at, or null
//   source    which part of the page set selected or hovered: it need not scroll to it
//   engineer  position of the engineer who is looked at alone, or null
//   query     what is searched for
//   tab       which list is shown
//   revision  how often the plan itself was replaced: everything is redrawn

export function createState(initial) {
  let state = { ...initial };
  const listeners = [];

  function set(patch) {
    const before = state;
    state = { ...state, ...patch };
    const changed = new Set(Object.keys(state).filter((name) => state[name] !== before[name]));
    if (changed.size > 0) listeners.forEach((listener) => listener(state, changed));
  }

  return {
    get: () => state,
    set,
    // listener(state, changed): changed is the set of the names that differ from before.
    subscribe: (listener) => listeners.push(listener),
    // What is highlighted: what is pointed at, else what was chosen.
    active: () => state.hovered ?? state.selected,
  };
}
