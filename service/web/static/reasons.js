// Why a job is in no route, as sentences.

import { h } from "./dom.js";
import { t } from "./i18n.js";

export function unplannedReasons(one, model, lang) {
  const engineer = (index) => model.engineers[index].name || model.engineers[index].id;
  const reason = (because) => {
    const extra = [
      because.eta !== undefined && t("unplanned.eta", { time: `${model.clock.dayText(model.clock.day(because.eta), lang)} ${model.clock.time(because.eta)}` }),
      because.cents !== undefined && t("unplanned.cheapest", { cost: (because.cents / 100).toFixed(2) }),
      because.displaces && t("unplanned.displaces", { jobs: because.displaces.join(", ") }),
    ].filter(Boolean).join(", ");
    return h("p", { dir: "auto" },
      because.engineer !== undefined && h("b", {}, `${engineer(because.engineer)}: `),
      model.text(because.text, lang),
      extra && h("span", { class: "note" }, ` (${extra})`),
    );
  };
  const missing = one.missing ?? [];
  return [
    one.reasons.map(reason),
    missing.length > 0 && h("p", {}, t("unplanned.missing", { fields: missing.map((name) => t(`field.${name}`)).join(", ") })),
  ];
}
