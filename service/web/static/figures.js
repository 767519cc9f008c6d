// The head of the page: what day it is, and what the plan is worth.

import { h } from "./dom.js";
import { kilometres, span, t } from "./i18n.js";

const MOST_PRIORITIES = 4;

// options: tone, help, and onclick where the value leads somewhere.
function figure(name, value, extra, options = {}) {
  const { onclick } = options;
  const shown = h("strong", {}, value);
  return h(
    "div",
    { class: `figure ${options.tone ?? ""}`, "data-figure": name, title: options.help },
    h("dt", {}, t(`figure.${name}`)),
    h(
      "dd",
      {},
      onclick ? h("button", { type: "button", class: "link", onclick }, shown) : shown,
      extra && h("span", {}, extra),
    ),
  );
}

function percent(part, whole) {
  if (whole === 0) return "–";
  // Never 100 % unless it is all of them.
  return `${part === whole ? 100 : Math.min(99.9, (part / whole) * 100).toFixed(1)} %`;
}

export function mountFigures(root, model, state) {
  function unserved() {
    const { figures } = model;
    const left = figures.unserved ?? []; // [priority, number], the highest first
    const count = left.reduce((sum, [, n]) => sum + n, 0);
    const parts = left.slice(0, MOST_PRIORITIES).map(([p, n]) => t("figure.priority", { p, n }));
    if (left.length > MOST_PRIORITIES) parts.push("…");
    if (figures.waiting_for_something) {
      parts.push(t("figure.waiting_for_something", { n: figures.waiting_for_something }));
    }
    return figure("unserved", count, parts.join(" · "), {
      tone: count > 0 ? "alert" : "",
      help: t("figure.priority.help"),
      onclick: () => state.set({ tab: "unplanned" }),
    });
  }

  function draw() {
    const { figures } = model;
    const late = figures.served - figures.not_late;
    const slack = figures.smallest_slack_s;
    const severe = model.findings.filter((one) => one.severity !== "notice").length;
    root.replaceChildren(
      figure(
        "served",
        `${figures.served} / ${figures.jobs}`,
        t("figure.engineers", { n: figures.engineers_used }),
      ),
      unserved(),
      figure(
        "driving",
        span(figures.travel_s),
        figures.distance_m > 0 ? kilometres(figures.distance_m) : "",
      ),
      figure("waiting", span(figures.waiting_s), "", { help: t("figure.waiting.help") }),
      figure("overtime", span(figures.overtime_s), "", {
        tone: figures.overtime_s > 0 ? "warn" : "",
      }),
      figure(
        "band",
        percent(figures.in_band, figures.served),
        late > 0 ? t("figure.late", { n: late }) : "",
        {
          tone: late > 0 ? "alert" : "",
          help: t("figure.band.help"),
        },
      ),
      figure("slack", slack === undefined ? "–" : span(slack), "", {
        tone: slack < 0 ? (late > 0 ? "alert" : "warn") : "",
        help: t("figure.slack.help"),
      }),
      figure("findings", model.findings.length, "", {
        tone: severe > 0 ? "warn" : "",
        onclick: () => state.set({ tab: "findings" }),
      }),
    );
  }

  state.subscribe(
    (_, changed) => (changed.has("lang") || changed.has("revision")) && draw(),
  );
  draw();
}

export function mountHeading(model, state) {
  const { clock } = model;
  const title = document.getElementById("title");
  const subtitle = document.getElementById("subtitle");

  function draw() {
    const { lang, day } = state.get();
    const at = model.rows.length > 0 ? model.rows[0].begin : 0;
    const number = model.days[day] ?? clock.day(0);
    title.textContent = model.title || "EarlyBird";
    const key = clock.changes ? "subtitle.changes" : "subtitle";
    subtitle.textContent = t(key, {
      day: clock.dayText(number, lang, "long"),
      zone: clock.name,
      offset: clock.offsetText(at),
      version: model.version,
    });
  }

  state.subscribe((_, changed) => {
    if (["lang", "day", "revision"].some((name) => changed.has(name))) draw();
  });
  draw();
}
