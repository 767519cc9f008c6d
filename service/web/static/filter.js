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
    const matches = (thing) => !wanted || (thing.job !== null && haystack(thing.job).includes(wanted));
    const named = (row) => plain(`${row.name}\n${row.engineer.id}`).includes(wanted);
    const ofEngineer = (row) => engineer === null || row.engineerIndex === engineer;
    const candidates = model.rows.filter((row) => ofEngineer(row) && row.day === model.days[day]);
    const stops = new Set();
    const rows = candidates.filter((row) => {
      const found = wanted && named(row) ? row.visits : row.visits.filter(matches);
      found.forEach((stop) => stops.add(stop));
      return !wanted || found.length > 0 || named(row);
    });
    return {
      // Rows without a job stand last: they are there to be used.
      rows: [...rows.filter((row) => !row.idle), ...rows.filter((row) => row.idle)],
      stops,
      unplanned: model.unplanned.filter(matches),
      searching: wanted !== "",
    };
  }

  // { rows, stops, unplanned, searching } of the state as it is now.
  return function current() {
    const { day, engineer, query } = state.get();
    const now = `${day}|${engineer}|${query}`;
    if (now !== key) {
      key = now;
      result = compute(state.get());
    }
    return result;
  };
}
