// Everything about the one thing that is highlighted: a stop, a job left out, or a whole route.

import { h, own } from "./dom.js";
import { swatch } from "./ganttrow.js";
import { kilometres, span, t } from "./i18n.js";
import { unplannedReasons } from "./reasons.js";

export function mountPanel(root, model, state) {
  const { clock } = model;
  const text = (index) => model.text(index, state.get().lang);

  const moment = (at, day) => {
    const far = day !== undefined && clock.day(at) !== day;
    const shown = far ? `${clock.dayText(clock.day(at), state.get().lang)} ${clock.time(at)}` : clock.time(at);
    return h("time", { datetime: clock.iso(at), title: clock.iso(at) }, shown);
  };
  const between = ([from, to], day) => [moment(from, day), "–", moment(to, clock.day(from))];
  const choose = (key) => state.set({ selected: key, hovered: null, source: "panel" });

  function line(name, ...value) {
    const content = value.flat(Infinity).filter((one) => one !== "" && one !== undefined && one !== null && one !== false);
    return content.length > 0 && [h("dt", {}, t(name)), h("dd", { dir: "auto" }, content)];
  }

  const note = (value) => h("span", { class: "note" }, " ", value);
  const phone = (number) => number && h("a", { href: `tel:${number.replace(/[^+\d]/g, "")}` }, own(number));
  const joined = (values) => values.filter(Boolean).join(" · ");

  function jobFacts(job, day) {
    return [
      line("phone", phone(job.phone)),
      line("address", job.address, job.business && note(t("business"))),
      line("fault", joined([job.product, job.fault])),
      line("kind", job.kind && t(`kind.${job.kind}`), job.priority !== 1 && note(`${t("priority")} ${job.priority}`)),
      line("access", job.access),
      line("instructions", job.instructions),
      line("fee", job.fee !== undefined && (job.fee / 100).toFixed(2)),
      line("requested", job.requested),
      line("sla", job.sla !== undefined && moment(job.sla, day)),
      line("skills", (job.skills ?? []).map(([skill, level]) => `${skill} ${level}`).join(", ")),
      line("assumed", (job.assumed ?? []).join(", ")),
    ];
  }

  function timing(stop, day) {
    const { leg } = stop;
    const windows = (stop.job?.windows ?? []).filter((one) => one.join() !== stop.window?.join());
    return [
      stop.appointment !== undefined && line("appointment", h("strong", {}, moment(stop.appointment, day)), note(t(stop.told ? "appointment.told" : "appointment.chosen"))),
      stop.window && line("window", between(stop.window, day)),
      windows.length > 0 && line("window.others", windows.map((one) => h("div", {}, between(one, day)))),
      leg && line("depart", h("strong", {}, moment(leg.depart, day)),
        h("div", { class: "note" }, `${t("depart.earliest")} `, moment(leg.earliest, day), ` · ${t("depart.latest")} `, moment(leg.latest, day))),
      leg && line("slack", h("span", { class: leg.slack < 0 ? "bad" : "" }, span(leg.slack)), note(t("slack.help"))),
      leg && line("drive", span(leg.travel), leg.metres > 0 && note(kilometres(leg.metres))),
      line("arrive", h("strong", {}, moment(stop.arrive, day)), stop.early > 0 && note(t("arrive.early", { n: span(stop.early) }))),
      line(stop.kind === "job" ? "work" : "details.collection", moment(stop.start, day), "–", moment(stop.finish, day), note(span(stop.finish - stop.start))),
      stop.kind === "job" && line("movable", t("movable.by", { n: span(stop.movable) })),
      leg?.idle > 0 && line("idle", span(leg.idle), leg.why !== undefined && h("div", { class: "note" }, text(leg.why))),
    ];
  }

  function kit(stop) {
    const groups = Map.groupBy ? Map.groupBy(stop.kit ?? [], (item) => item.kind) : grouped(stop.kit ?? []);
    const from = (item) => {
      if (item.source === "van") return note(t("from.van"));
      if (item.depot === undefined) return null;
      const depot = model.depots[item.depot];
      return note(t("from.depot", { depot: depot.name ?? depot.id }));
    };
    const lines = [...groups].map(([kind, items]) => [
      h("dt", {}, t(`kit.${kind}`)),
      h("dd", {}, items.map((item) => h("div", {}, item.quantity > 1 && `${item.quantity} × `, own(text(item.name)), from(item)))),
    ]);
    const waited = (stop.inbound ?? []).map((one) => {
      const depot = model.depots[one.depot];
      const values = { n: one.quantity, part: one.part, depot: depot?.name ?? depot?.id ?? "", eta: clock.time(one.eta) };
      return h("p", { class: "note" }, t("inbound", values));
    });
    return lines.length > 0 && [h("h4", {}, t("kit")), h("dl", {}, lines), waited];
  }

  function grouped(items) {
    const groups = new Map();
    for (const item of items) groups.set(item.kind, [...(groups.get(item.kind) ?? []), item]);
    return groups;
  }

  function calls(stop, day) {
    const list = stop.calls ?? [];
    return list.length > 0 && [
      h("h4", {}, t("calls")),
      h("ol", { class: "calls" }, list.map((call) => h("li", {},
        h("b", {}, moment(call.at, day)), " ", t(`call.${call.kind}`),
        call.latest > call.at && h("span", { class: "note" }, ` ${t("calls.latest", { time: clock.time(call.latest) })}`),
        call.phone && [" ", phone(call.phone)],
        (call.say ?? []).map((one) => h("p", { dir: "auto" }, text(one))),
      ))),
    ];
  }

  function stopDetails(stop) {
    const { row } = stop;
    const place = row.visits.indexOf(stop);
    const [previous, next] = [row.visits[place - 1], row.visits[place + 1]];
    const step = (other, label, sign) =>
      h("button", { type: "button", disabled: !other, "aria-label": t(label), title: t(label), onclick: () => choose(other.key) }, sign);
    const day = row.day;
    return [
      h("header", {},
        h("p", { class: "kicker" }, swatch(row.engineerIndex),
          h("button", { type: "button", class: "link", onclick: () => choose(row.key) }, own(row.name)),
          stop.kind === "job" && h("span", {}, t("details.stop", { n: stop.number, all: row.visits.filter((one) => one.kind === "job").length })),
          h("span", { class: "steps" }, step(previous, "details.previous", "‹"), step(next, "details.next", "›")),
        ),
        h("h3", { dir: "auto" }, stop.kind === "job" ? stop.label : `${t("details.collection")} ${stop.label}`),
        stop.job && stop.label !== stop.job.id && h("p", { class: "id" }, own(stop.job.id)),
      ),
      stop.isLate && h("p", { class: "alert" }, t("late", { n: span(stop.late) })),
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
      h("header", {},
        h("p", { class: "kicker" }, h("span", { class: "state" }, t(`state.${one.state}`))),
        h("h3", { dir: "auto" }, one.label),
        one.label !== one.job.id && h("p", { class: "id" }, own(one.job.id)),
      ),
      h("div", { class: "remark" }, unplannedReasons(one, model, state.get().lang)),
      h("dl", {},
        line("window", windows.map((window) => h("div", {}, between(window, model.days[state.get().day])))),
        jobFacts(one.job, model.days[state.get().day])),
    ];
  }

  function rowDetails(row) {
    const { engineer } = row;
    const alone = state.get().engineer === row.engineerIndex;
    const item = (stop) => h("li", {},
      h("button", { type: "button", class: "link", onclick: () => choose(stop.key) },
        h("b", {}, moment(stop.appointment ?? stop.start, row.day)), " ",
        stop.kind === "job" ? own(stop.label) : t("details.collection")),
      h("span", { class: "note", dir: "auto" }, stop.address));
    return [
      h("header", {},
        h("p", { class: "kicker" }, swatch(row.engineerIndex), h("span", {}, own(engineer.id))),
        h("h3", { dir: "auto" }, row.name),
      ),
      h("dl", {},
        line("shift", between(row.shift, row.day)),
        line("phone", phone(engineer.phone)),
        line("skills", (engineer.skills ?? []).map(([skill, level]) => `${skill} ${level}`).join(", ")),
        !row.idle && line("details.route", t("shift.total", { drive: span(row.travel_s), km: kilometres(row.distance_m), work: span(row.service_s), wait: span(row.waiting_s) })),
        row.overtime_s > 0 && line("overtime", span(row.overtime_s)),
      ),
      row.idle ? h("p", { class: "note" }, t("gantt.free")) : h("ol", { class: "route" }, row.visits.map(item)),
      h("button", { type: "button", onclick: () => state.set({ engineer: alone ? null : row.engineerIndex }) }, t(alone ? "details.everyone" : "details.only")),
    ];
  }

  const DRAW = { stop: stopDetails, unplanned: unplannedDetails, row: rowDetails };

  function draw() {
    const thing = model.things.get(state.active());
    root.dataset.key = thing?.key ?? "";
    const content = thing ? DRAW[thing.type](thing) : [h("p", { class: "hint" }, t("details.hint"))];
    const close = state.get().selected !== null &&
      h("button", { type: "button", class: "close", "aria-label": t("close"), title: t("close"), onclick: () => choose(null) }, "×");
    root.replaceChildren(...[close, ...content].flat(Infinity).filter(Boolean));
    root.scrollTop = 0;
  }

  state.subscribe((_, changed) => {
    if (["lang", "selected", "hovered", "engineer"].some((name) => changed.has(name))) draw();
  });
  draw();
}
