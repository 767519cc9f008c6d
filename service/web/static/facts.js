// What there is to say about a job and a stop, as the lines of a description list.

import { h, own } from "./dom.js";
import { kilometres, span, t } from "./i18n.js";

export function createFacts(model, state) {
  const { clock } = model;
  const text = (index) => model.text(index, state.get().lang);

  const moment = (at, day) => {
    const far = day !== undefined && clock.day(at) !== day;
    const shown = far
      ? `${clock.dayText(clock.day(at), state.get().lang)} ${clock.time(at)}`
      : clock.time(at);
    return h("time", { datetime: clock.iso(at), title: clock.iso(at) }, shown);
  };
  const between = ([from, to], day) => [moment(from, day), "–", moment(to, clock.day(from))];
  function line(name, ...value) {
    const content = value
      .flat(Infinity)
      .filter((one) => one !== "" && one !== undefined && one !== null && one !== false);
    return content.length > 0 && [h("dt", {}, t(name)), h("dd", { dir: "auto" }, content)];
  }

  const note = (value) => h("span", { class: "note" }, " ", value);
  const phone = (number) =>
    number && h("a", { href: `tel:${number.replace(/[^+\d]/g, "")}` }, own(number));
  const joined = (values) => values.filter(Boolean).join(" · ");

  const skills = (of) =>
    (of.skills ?? []).map(([skill, level]) => t("skill", { skill, level })).join(", ");

  function jobFacts(job, day) {
    return [
      line("phone", phone(job.phone)),
      line("address", job.address, job.business && note(t("business"))),
      line("fault", joined([job.product, job.fault])),
      line(
        "kind",
        job.kind && t(`kind.${job.kind}`),
        job.priority !== 1 && note(`${t("priority")} ${job.priority}`),
      ),
      line("access", job.access),
      line("instructions", job.instructions),
      line("fee", job.fee !== undefined && (job.fee / 100).toFixed(2)),
      line("requested", job.requested),
      line("sla", job.sla !== undefined && moment(job.sla, day)),
      line("skills", skills(job)),
      line("assumed", (job.assumed ?? []).join(", ")),
    ];
  }

  function timing(stop, day) {
    const { leg } = stop;
    const windows = (stop.job?.windows ?? []).filter((one) => one.join() !== stop.window?.join());
    return [
      stop.appointment !== undefined &&
        line(
          "appointment",
          h("strong", {}, moment(stop.appointment, day)),
          note(t(stop.told ? "appointment.told" : "appointment.chosen")),
        ),
      stop.window && line("window", between(stop.window, day)),
      windows.length > 0 &&
        line(
          "window.others",
          windows.map((one) => h("div", {}, between(one, day))),
        ),
      leg &&
        line(
          "depart",
          h("strong", {}, moment(leg.depart, day)),
          h(
            "div",
            { class: "note" },
            `${t("depart.earliest")} `,
            moment(leg.earliest, day),
            ` · ${t("depart.latest")} `,
            moment(leg.latest, day),
          ),
        ),
      leg &&
        line(
          "slack",
          h("span", { class: leg.slack < 0 ? "bad" : "" }, span(leg.slack)),
          note(t("slack.help")),
        ),
      leg && line("drive", span(leg.travel), leg.metres > 0 && note(kilometres(leg.metres))),
      line(
        "arrive",
        h("strong", {}, moment(stop.arrive, day)),
        stop.early > 0 && note(t("arrive.early", { n: span(stop.early) })),
      ),
      line(
        stop.kind === "job" ? "work" : "details.collection",
        moment(stop.start, day),
        "–",
        moment(stop.finish, day),
        note(span(stop.finish - stop.start)),
      ),
      stop.kind === "job" && line("movable", t("movable.by", { n: span(stop.movable) })),
      leg?.idle > 0 &&
        line(
          "idle",
          span(leg.idle),
          leg.why !== undefined && h("div", { class: "note" }, text(leg.why)),
        ),
    ];
  }

  function kit(stop) {
    const groups = grouped(stop.kit ?? []);
    const from = (item) => {
      if (item.source === "van") return note(t("from.van"));
      if (item.depot === undefined) return null;
      const depot = model.depots[item.depot];
      return note(t("from.depot", { depot: depot.name ?? depot.id }));
    };
    const lines = [...groups].map(([kind, items]) => [
      h("dt", {}, t(`kit.${kind}`)),
      h(
        "dd",
        {},
        items.map((item) =>
          h(
            "div",
            {},
            item.quantity > 1 && `${item.quantity} × `,
            own(text(item.name)),
            from(item),
          ),
        ),
      ),
    ]);
    const waited = (stop.inbound ?? []).map((one) => {
      const depot = model.depots[one.depot];
      const values = {
        n: one.quantity,
        part: one.part,
        depot: depot?.name ?? depot?.id ?? "",
        eta: clock.time(one.eta),
      };
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
    return (
      list.length > 0 && [
        h("h4", {}, t("calls")),
        h(
          "ol",
          { class: "calls" },
          list.map((call) =>
            h(
              "li",
              {},
              h("b", {}, moment(call.at, day)),
              " ",
              t(`call.${call.kind}`),
              call.latest > call.at &&
                h(
                  "span",
                  { class: "note" },
                  ` ${t("calls.latest", { time: clock.time(call.latest) })}`,
                ),
              call.phone && [" ", phone(call.phone)],
              (call.say ?? []).map((one) => h("p", { dir: "auto" }, text(one))),
            ),
          ),
        ),
      ]
    );
  }

  return { text, moment, between, line, note, phone, skills, jobFacts, timing, kit, calls };
}
