// The controls in the head: language, day, engineer, search. Language and choice stay in the
// address, so that a link to the file can point at a job in a language.

import { h } from "./dom.js";
import { LANGUAGES, t, translatePage } from "./i18n.js";

export function readAddress(model) {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const browser = (navigator.languages ?? [navigator.language]).find((one) =>
    /^(en|zh)/i.test(one),
  );
  const lang = wanted.get("lang") ?? (browser ?? "en").slice(0, 2).toLowerCase();
  const job = wanted.get("job");
  const index = job === null ? -1 : model.jobs.findIndex((one) => one.id === job);
  const thing =
    index < 0
      ? null
      : (model.stopOfJob.get(index) ?? model.unplanned.find((one) => one.jobIndex === index));
  return { lang: lang in LANGUAGES ? lang : "en", selected: thing?.key ?? null };
}

function writeAddress(model, { lang, selected }) {
  const parts = new URLSearchParams({ lang });
  const job = model.things.get(selected)?.job;
  if (job) parts.set("job", job.id);
  if (location.hash !== `#${parts}`) history.replaceState(null, "", `#${parts}`);
}

export function mountControls(model, state, filter) {
  const byId = (id) => document.getElementById(id);
  const [search, matches, engineer, days, language] = [
    "search",
    "matches",
    "engineer",
    "days",
    "language",
  ].map(byId);

  let offered = "";

  function draw() {
    const now = state.get();
    translatePage();
    language.replaceChildren(
      ...Object.entries(LANGUAGES).map(([code, [short, name]]) =>
        h(
          "button",
          {
            type: "button",
            lang: code,
            title: name,
            "aria-pressed": String(code === now.lang),
            onclick: () => state.set({ lang: code }),
          },
          short,
        ),
      ),
    );
    choices();
  }

  // Days and engineers; left alone where they are what they were, because a list may be open.
  function choices() {
    const names = model.engineers.map((one) => (one.name ? `${one.name} (${one.id})` : one.id));
    const { day: chosen, lang } = state.get();
    const wanted = JSON.stringify([lang, model.days, names]);
    if (wanted === offered) return follow();
    offered = wanted;
    days.hidden = model.days.length < 2;
    days.replaceChildren(
      ...model.days.map((day, index) =>
        h(
          "button",
          {
            type: "button",
            "aria-pressed": String(index === chosen),
            onclick: () => state.set({ day: index }),
          },
          model.clock.dayText(day, lang),
        ),
      ),
    );
    const options = names.map((name, index) => h("option", { value: index }, name));
    engineer.replaceChildren(h("option", { value: "" }, t("engineer.all")), ...options);
    return follow();
  }

  // Shows what the state says where another part of the page has changed it.
  function follow() {
    const now = state.get();
    engineer.value = now.engineer === null ? "" : String(now.engineer);
    [...days.children].forEach((button, index) =>
      button.setAttribute("aria-pressed", String(index === now.day)),
    );
    const { stops, unplanned, elsewhere, searching } = filter();
    const jobs = (list) => list.filter((stop) => stop.job).length;
    const found = jobs([...stops]) + unplanned.length;
    const away = jobs(elsewhere);
    const here = found > 0 || away > 0 ? t("search.matches", { n: found }) : t("search.none");
    matches.textContent = searching
      ? here + (away > 0 ? t("search.elsewhere", { n: away }) : "")
      : "";
    matches.hidden = !searching;
  }

  engineer.addEventListener("change", () =>
    state.set({ engineer: engineer.value === "" ? null : Number(engineer.value) }),
  );
  let typing = 0;
  search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => state.set({ query: search.value }), 120);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    clearTimeout(typing);
    state.set({ query: search.value });
    const { stops, unplanned, elsewhere } = filter();
    const first = [...stops][0] ?? unplanned[0] ?? elsewhere[0];
    if (first) state.set({ selected: first.key, hovered: null, source: "search" });
  });

  state.subscribe((now, changed) => {
    if (changed.has("lang")) draw();
    else if (changed.has("revision")) choices();
    else if (["engineer", "day", "query"].some((name) => changed.has(name))) follow();
    if (changed.has("lang") || changed.has("selected")) writeAddress(model, now);
  });
  draw();
}
