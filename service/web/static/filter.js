// What of the plan is looked at: one day, perhaps one engineer, perhaps a search.

const haystacks = new WeakMap();

function plain(text) {
  return text.normalize("NFKC").toLowerCase();
}

function haystack(job) {
  if (!haystacks.has(job)) {
    const words = [job.id, job.customer, job.phone, job.address, job.product, job.fault];
    haystacks.set(job, plain(words.filter(Boolean).join("\n")));
  }
  return haystacks.get(job);
}

export function createFilter(model, state) {
  let key = "";
  let result = null;

  function compute({ day, engineer, query }) {
    const wanted = plain(query.trim());
    const matches = (thing) =>
      !wanted || (thing.job !== null && haystack(thing.job).includes(wanted));
    const named = (row) =>
      wanted !== "" && plain(`${row.name}\n${row.engineer.id}`).includes(wanted);
    const found = (row) => (named(row) ? row.visits : row.visits.filter(matches));
    const candidates = model.rows.filter(
      (row) => engineer === null || row.engineerIndex === engineer,
    );
    const stops = new Set();
    const elsewhere = [];
    const rows = candidates.filter((row) => {
      const hits = found(row);
      if (row.day !== model.days[day]) {
        if (wanted) elsewhere.push(...hits);
        return false;
      }
      hits.forEach((stop) => stops.add(stop));
      return !wanted || hits.length > 0 || named(row);
    });
    return {
      elsewhere,
      // Rows without a job stand last: they are there to be used.
      rows: [...rows.filter((row) => !row.idle), ...rows.filter((row) => row.idle)],
      stops,
      unplanned: model.unplanned.filter(matches),
      searching: wanted !== "",
    };
  }

  // Of the state as it is now: the rows of the day, the stops in them that match, the jobs left out
  // that match, whether there is a search, and what it finds on other days.
  return function current() {
    const { day, engineer, query, revision } = state.get();
    const now = `${revision}|${day}|${engineer}|${query}`;
    if (now !== key) {
      key = now;
      result = compute(state.get());
    }
    return result;
  };
}
