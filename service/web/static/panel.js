// Everything about the one thing that is highlighted: a stop, a job left out, or a whole route.

import { h, own } from "./dom.js";
import { createFacts } from "./facts.js";
import { swatch } from "./ganttrow.js";
import { kilometres, lateSpan, span, t } from "./i18n.js";

export function mountPanel(root, model, state) {
  const facts = createFacts(model, state);
  const { text, moment, between, line, phone, skills, jobFacts, timing, kit, calls } = facts;
  const choose = (key) => state.set({ selected: key, hovered: null, source: "panel" });

  function stopDetails(stop) {
    const { row } = stop;
    const place = row.visits.indexOf(stop);
    const [previous, next] = [row.visits[place - 1], row.visits[place + 1]];
    const step = (other, label, sign) =>
      h(
        "button",
        {
          type: "button",
          disabled: !other,
          "aria-label": t(label),
          title: t(label),
          onclick: () => choose(other.key),
        },
        sign,
      );
    const day = row.day;
    return [
      h(
        "header",
        {},
        h(
          "p",
          { class: "kicker" },
          swatch(row.engineerIndex),
          h(
            "button",
            { type: "button", class: "link", onclick: () => choose(row.key) },
            own(row.name),
          ),
          stop.kind === "job" &&
            h(
              "span",
              {},
              t("details.stop", {
                n: stop.number,
                all: row.visits.filter((one) => one.kind === "job").length,
              }),
            ),
          h(
            "span",
            { class: "steps" },
            step(previous, "details.previous", "‹"),
            step(next, "details.next", "›"),
          ),
        ),
        h(
          "h3",
          { dir: "auto" },
          stop.kind === "job" ? stop.label : `${t("details.collection")} ${stop.label}`,
        ),
        stop.job && stop.label !== stop.job.id && h("p", { class: "id" }, own(stop.job.id)),
      ),
      stop.isLate && h("p", { class: "alert" }, t("late", { n: lateSpan(stop.lateBy) })),
      stop.isTight && h("p", { class: "warning" }, t("tight", { n: span(stop.early) })),
      stop.note !== undefined && h("p", { class: "remark", dir: "auto" }, text(stop.note)),
      h("dl", {}, timing(stop, day)),
      h("dl", {}, stop.job ? jobFacts(stop.job, day) : line("address", stop.address)),
      kit(stop),
      calls(stop, day),
    ];
  }

  function unplannedDetails(one) {
    const windows = one.job.windows ?? [];
    return [
      h(
        "header",
        {},
        h("p", { class: "kicker" }, h("span", { class: "state" }, t(`state.${one.state}`))),
        h("h3", { dir: "auto" }, one.label),
        one.label !== one.job.id && h("p", { class: "id" }, own(one.job.id)),
      ),
      h(
        "div",
        { class: "remark" },
        one.reasons.map((reason) => h("p", { dir: "auto" }, text(reason))),
      ),
      h(
        "dl",
        {},
        line(
          "window",
          windows.map((window) => h("div", {}, between(window, model.days[state.get().day]))),
        ),
        jobFacts(one.job, model.days[state.get().day]),
      ),
    ];
  }

  function rowDetails(row) {
    const { engineer } = row;
    const alone = state.get().engineer === row.engineerIndex;
    const item = (stop) =>
      h(
        "li",
        {},
        h(
          "button",
          { type: "button", class: "link", onclick: () => choose(stop.key) },
          h("b", {}, moment(stop.appointment ?? stop.start, row.day)),
          " ",
          stop.kind === "job" ? own(stop.label) : t("details.collection"),
        ),
        h("span", { class: "note", dir: "auto" }, stop.address),
      );
    return [
      h(
        "header",
        {},
        h("p", { class: "kicker" }, swatch(row.engineerIndex), h("span", {}, own(engineer.id))),
        h("h3", { dir: "auto" }, row.name),
      ),
      h(
        "dl",
        {},
        line("shift", between(row.shift, row.day)),
        line("phone", phone(engineer.phone)),
        line("skills", skills(engineer)),
        !row.idle &&
          line(
            "details.route",
            t("shift.total", {
              drive: span(row.travel_s),
              km: kilometres(row.distance_m),
              work: span(row.service_s),
              wait: span(row.waiting_s),
            }),
          ),
        row.overtime_s > 0 && line("overtime", span(row.overtime_s)),
      ),
      row.idle
        ? h("p", { class: "note" }, t("gantt.free"))
        : h("ol", { class: "route" }, row.visits.map(item)),
      h(
        "button",
        {
          type: "button",
          onclick: () => state.set({ engineer: alone ? null : row.engineerIndex }),
        },
        t(alone ? "details.everyone" : "details.only"),
      ),
    ];
  }

  let chosenBefore = null;
  let chosenScroll = 0;
  const DRAW = { stop: stopDetails, unplanned: unplannedDetails, row: rowDetails };

  function draw() {
    const thing = model.things.get(state.active());
    const { selected } = state.get();
    if (root.dataset.key === selected) chosenScroll = root.scrollTop;
    root.dataset.key = thing?.key ?? "";
    const content = thing
      ? DRAW[thing.type](thing)
      : [h("p", { class: "hint" }, t("details.hint"))];
    const close =
      state.get().selected !== null &&
      h(
        "button",
        {
          type: "button",
          class: "close",
          "aria-label": t("close"),
          title: t("close"),
          onclick: () => choose(null),
        },
        "×",
      );
    root.replaceChildren(...[close, ...content].flat(Infinity).filter(Boolean));
    // Back from pointing at something else, go on reading where it was.
    const back = thing?.key === selected && selected === chosenBefore;
    root.scrollTop = back ? chosenScroll : 0;
    chosenBefore = selected;
  }

  state.subscribe((_, changed) => {
    const { scrollTop } = root;
    if (changed.has("revision")) {
      draw();
      root.scrollTop = scrollTop;
    } else if (["lang", "selected", "hovered", "engineer"].some((name) => changed.has(name))) draw();
  });
  draw();
}
