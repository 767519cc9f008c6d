// The lists beside the map: jobs left out, calls in time order, findings.

import { h, own } from "./dom.js";
import { t } from "./i18n.js";

const CHUNK = 150; // rows that are added when the end comes into sight

export function mountLists(root, model, state, filter) {
  const tabs = h("div", { class: "tabs", role: "tablist", "data-t-label": "lists" });
  const panel = h("div", { class: "list", role: "tabpanel", id: "list", tabindex: 0 });
  root.append(tabs, panel);
  const NAMES = ["unplanned", "calls", "findings"];
  const content = { unplanned: unplannedTable, calls: callTable, findings: findingList };
  let grow = () => false;

  const empty = (key) => h("p", { class: "empty" }, t(key));
  const chooser = (thing, ...label) =>
    h(
      "button",
      {
        type: "button",
        class: "link",
        "data-choose": thing.key,
        onclick: () => state.set({ selected: thing.key, hovered: null, source: "list" }),
      },
      label,
    );

  const matchingCalls = () => {
    const { rows, stops, searching } = filter();
    const inSight = new Set(rows);
    return model.calls.filter(
      (call) => inSight.has(call.row) && (!searching || stops.has(call.stop)),
    );
  };

  function counts() {
    return {
      unplanned: filter().unplanned.length,
      calls: matchingCalls().length,
      findings: model.findings.length,
    };
  }

  // A table whose rows are made as they come into sight.
  function table(classes, headings, items, row) {
    const body = h("tbody", {});
    let next = 0;
    grow = () => {
      body.append(...items.slice(next, next + CHUNK).map(row));
      next += CHUNK;
      return next < items.length;
    };
    grow();
    const head = h(
      "tr",
      {},
      headings.map((key) => h("th", { scope: "col" }, t(key))),
    );
    return h("table", { class: classes }, h("thead", {}, head), body);
  }

  function unplannedTable() {
    const items = filter().unplanned;
    if (items.length === 0)
      return empty(model.unplanned.length === 0 ? "unplanned.none" : "list.no_match");
    return table("unplanned", ["unplanned.job", "unplanned.reasons"], items, (one) =>
      h(
        "tr",
        { "data-thing": one.key },
        h(
          "td",
          {},
          chooser(one, h("b", {}, own(one.label))),
          one.label !== one.job.id && h("div", { class: "id" }, own(one.job.id)),
          h("div", { class: "note" }, `${t("priority")} ${one.priority}`),
        ),
        h(
          "td",
          {},
          h("span", { class: "state" }, t(`state.${one.state}`)),
          one.reasons.map((reason) =>
            h("p", { dir: "auto" }, model.text(reason, state.get().lang)),
          ),
        ),
      ),
    );
  }

  function callTable() {
    const items = matchingCalls();
    if (items.length === 0) return empty(model.calls.length === 0 ? "calls.none" : "list.no_match");
    const { clock } = model;
    return table("calls", ["calls.time", "calls.whom"], items, (call) =>
      h(
        "tr",
        { "data-thing": call.thing.key },
        h(
          "td",
          {},
          h("b", {}, h("time", { datetime: clock.iso(call.at) }, clock.time(call.at))),
          clock.day(call.at) !== call.row.day &&
            h("div", { class: "note" }, clock.dayText(clock.day(call.at), state.get().lang)),
          call.latest > call.at &&
            h("div", { class: "note" }, t("calls.latest", { time: clock.time(call.latest) })),
        ),
        h(
          "td",
          {},
          chooser(call.thing, own(call.to_customer ? call.stop.label : call.row.name)),
          h(
            "div",
            { class: "note" },
            t(`call.${call.kind}`),
            !call.to_customer && call.stop.label && [" · ", own(call.stop.label)],
            call.phone && [" · ", own(call.phone)],
          ),
        ),
      ),
    );
  }

  function findingList() {
    grow = () => false;
    const { search } = model;
    const values = {
      ...search,
      seconds: search.seconds.toFixed(1),
      iterations: search.iterations.toLocaleString("en"),
    };
    return h(
      "div",
      { class: "findings" },
      model.findings.length === 0 && empty("findings.none"),
      h(
        "ul",
        {},
        model.findings.map((one) =>
          h(
            "li",
            { class: one.severity },
            h(
              "p",
              {},
              h("span", { class: "state" }, t(`severity.${one.severity}`)),
              " ",
              h("code", {}, one.code),
            ),
            h("p", { dir: "auto" }, one.message),
            h("p", { class: "note", dir: "auto" }, one.action),
          ),
        ),
      ),
      model.assumptions.length > 0 && [
        h("h3", {}, t("findings.assumptions")),
        h(
          "ul",
          {},
          model.assumptions.map((one) => h("li", { dir: "auto" }, one)),
        ),
      ],
      h("h3", {}, t("findings.search")),
      h("p", { class: "note" }, t("findings.search.text", values)),
    );
  }

  function draw() {
    const { tab } = state.get();
    const number = counts();
    tabs.replaceChildren(
      ...NAMES.map((name) =>
        h(
          "button",
          {
            type: "button",
            role: "tab",
            id: `tab-${name}`,
            "aria-controls": "list",
            "aria-selected": String(name === tab),
            tabindex: name === tab ? 0 : -1,
            onclick: () => state.set({ tab: name }),
          },
          t(`tab.${name}`),
          h("span", { class: "count" }, number[name]),
        ),
      ),
    );
    panel.setAttribute("aria-labelledby", `tab-${tab}`);
    panel.replaceChildren(content[tab]());
    panel.scrollTop = 0;
    mark();
  }

  function mark() {
    const active = state.active();
    for (const row of panel.querySelectorAll("[data-thing]")) {
      row.classList.toggle("active", row.dataset.thing === active);
    }
  }

  tabs.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const now = NAMES.indexOf(state.get().tab);
    state.set({ tab: NAMES[(now + step + NAMES.length) % NAMES.length] });
    tabs.querySelector('[aria-selected="true"]').focus();
  });
  panel.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    state.set({
      hovered: event.target.closest("[data-thing]")?.dataset.thing ?? null,
      source: "list",
    });
  });
  panel.addEventListener("pointerleave", () => state.set({ hovered: null, source: "list" }));
  panel.addEventListener("scroll", () => {
    if (panel.scrollTop + panel.clientHeight > panel.scrollHeight - 600) grow();
  });
  window.addEventListener("beforeprint", () => {
    while (grow());
  });
  // The same list of another plan: go on reading where it was.
  function redraw() {
    const { scrollTop } = panel;
    draw();
    while (panel.scrollHeight < scrollTop + panel.clientHeight && grow());
    panel.scrollTop = scrollTop;
  }

  state.subscribe((_, changed) => {
    if (changed.has("revision")) redraw();
    else if (["lang", "tab", "day", "engineer", "query"].some((name) => changed.has(name))) draw();
    else if (changed.has("selected") || changed.has("hovered")) mark();
  });
  draw();
}
