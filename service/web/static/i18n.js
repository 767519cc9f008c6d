// English or Chinese: the words, and how spans and distances are written.

import { MESSAGES } from "./messages.js";

export const LANGUAGES = { en: ["EN", "English"], zh: ["中文", "中文"] };

let lang = "en";

export function setLanguage(wanted) {
  lang = wanted;
  document.documentElement.lang = wanted === "zh" ? "zh-CN" : "en";
}

// The sentence of a key; a key that is not known shows as itself, so that nothing is lost.
export function t(key, values = {}) {
  const pair = MESSAGES[key];
  if (!pair) return key.slice(key.indexOf(".") + 1);
  return pair[lang === "zh" ? 1 : 0].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

// "47 min", "2 h 05 min"; whole minutes, rounded towards zero so that no slack is overstated.
export function span(seconds) {
  const sign = seconds < 0 ? "−" : "";
  const minutes = seconds < 0 ? Math.ceil(-seconds / 60) : Math.floor(seconds / 60);
  if (minutes < 60) return sign + t("minutes", { n: minutes });
  return (
    sign + t("hours", { h: Math.floor(minutes / 60), m: String(minutes % 60).padStart(2, "0") })
  );
}

// Lateness is rounded up, so that none is called "0 min".
export function lateSpan(seconds) {
  return span(Math.ceil(seconds / 60) * 60);
}

// "2:05", where there is little room.
export function hoursMinutes(seconds) {
  const minutes = Math.floor(seconds / 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

export function kilometres(metres) {
  return t("km", { n: (metres / 1000).toFixed(metres < 10000 ? 1 : 0) });
}

// Fills in what stands in the page as data-t, data-t-label and data-t-placeholder.
export function translatePage() {
  for (const element of document.querySelectorAll("[data-t]")) {
    element.textContent = t(element.dataset.t);
  }
  for (const element of document.querySelectorAll("[data-t-label]")) {
    element.setAttribute("aria-label", t(element.dataset.tLabel));
    if (element.tagName === "BUTTON") element.title = t(element.dataset.tLabel);
  }
  for (const element of document.querySelectorAll("[data-t-placeholder]")) {
    element.placeholder = t(element.dataset.tPlaceholder);
  }
}
