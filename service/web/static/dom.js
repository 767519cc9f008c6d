// Builds elements. Text goes in as text, never as markup; styles only through the object model.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child !== undefined && child !== null && child !== false) element.append(child);
  }
  return element;
}

// An HTML element: h("p", { class: "note", onclick: f }, "text", child, ...).
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

// An SVG element, built the same way.
export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

// Text that came from people: keeps its own direction whatever surrounds it.
export function own(text) {
  return h("bdi", {}, text);
}

const measures = new Map();
const ruler = document.createElement("canvas").getContext("2d");

export function textWidth(text, font) {
  const key = font + text;
  if (!measures.has(key)) {
    if (measures.size > 20000) measures.clear();
    ruler.font = font;
    measures.set(key, ruler.measureText(text).width);
  }
  return measures.get(key);
}

// The text cut to a width in pixels, with an ellipsis; empty if not even two letters fit.
export function clipped(text, font, width) {
  if (textWidth(text, font) <= width) return text;
  const letters = Array.from(text);
  let low = 0;
  let high = letters.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (textWidth(letters.slice(0, middle).join("") + "…", font) <= width) low = middle;
    else high = middle - 1;
  }
  return low < 2 ? "" : letters.slice(0, low).join("").trimEnd() + "…";
}
