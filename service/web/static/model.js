// The plan as the page works with it: the embedded JSON with everything linked both ways.
//
// A "thing" is what can be pointed at: a stop of a route (key "s…"), a job left out ("u…") or a
// row of the timeline, which is one shift of one engineer ("r…").

import { createClock } from "./clock.js";
import { project, unwrapLongitudes } from "./projection.js";

export function createModel(data) {
  const clock = createClock(data.zone);
  unwrapLongitudes(data);
  const model = { ...data, clock, stops: [], things: new Map(), days: [] };
  model.rows = data.rows.map((row, index) => linkRow(model, row, index));
  model.unplanned = data.unplanned.map((one, index) => linkUnplanned(model, one, index));
  for (const thing of [...model.stops, ...model.unplanned, ...model.rows]) {
    model.things.set(thing.key, thing);
  }
  model.stopOfJob = new Map(model.stops.filter((s) => s.jobIndex >= 0).map((s) => [s.jobIndex, s]));
  model.days = [...new Set(model.rows.map((row) => row.day))].sort((a, b) => a - b);
  model.calls = allCalls(model);
  model.text = (index, lang) =>
    index === undefined ? "" : data.texts[index][lang === "zh" ? 1 : 0];
  model.places = countPlaces(model);
  return model;
}

function linkRow(model, data, index) {
  const engineer = model.engineers[data.engineer];
  const row = { ...data, key: `r${index}`, index, engineer, engineerIndex: data.engineer };
  row.type = "row";
  row.name = engineer.name || engineer.id;
  row.begin = data.shift[0];
  row.until = data.shift[1];
  row.day = model.clock.day(data.shift[0]);
  row.idle = !data.stops;
  let number = 0;
  row.stops = (data.stops ?? []).map((stop) => {
    const isJob = stop.job !== undefined;
    if (isJob) number += 1;
    return linkStop(model, row, stop, isJob ? number : 0);
  });
  row.points = row.idle ? [] : row.stops.map((stop) => stop.point);
  row.homes = homesOf(row, data);
  // What arrow keys step through and what can be pointed at.
  row.visits = row.stops.filter((stop) => stop.kind === "job" || stop.kind === "collection");
  for (const stop of row.visits) {
    stop.index = model.stops.length;
    stop.key = `s${stop.index}`;
    model.stops.push(stop);
  }
  if (!row.idle) {
    const last = row.stops[row.stops.length - 1];
    row.begin = Math.min(row.begin, row.stops[0].arrive);
    row.until = Math.max(row.until, last.finish);
    row.finish = last.finish;
  }
  row.from = Math.min(row.begin, ...row.visits.map((stop) => stop.arrive));
  return row;
}

// Where the shift begins and ends, if that is not a depot.
function homesOf(row, data) {
  if (row.idle) return [project(data.start)].filter(Boolean);
  const [first, last] = [row.stops[0], row.stops[row.stops.length - 1]];
  const same =
    first.point && last.point && first.point.x === last.point.x && first.point.y === last.point.y;
  const ends = same ? [first] : [first, last];
  return ends.filter((stop) => stop.point && !stop.depot).map((stop) => stop.point);
}

function linkStop(model, row, data, number) {
  const job = data.job === undefined ? null : model.jobs[data.job];
  const depot = data.depot === undefined ? null : model.depots[data.depot];
  const stop = { ...data, type: "stop", row, number, job, depot, jobIndex: data.job ?? -1 };
  stop.point = project(job ? job.at : (data.at ?? depot?.at));
  stop.address = job ? job.address : data.address;
  stop.label = job ? job.customer || job.id : depot?.name || depot?.id || "";
  // Late is after the appointment; tight is before it, but with less than the early band.
  stop.lateBy = data.appointment === undefined ? 0 : Math.max(0, data.arrive - data.appointment);
  stop.isLate = stop.lateBy > 0;
  stop.isTight = !stop.isLate && (data.late ?? 0) > 0;
  return stop;
}

function linkUnplanned(model, data, index) {
  const job = model.jobs[data.job];
  const thing = { ...data, key: `u${index}`, index, type: "unplanned", job, jobIndex: data.job };
  thing.point = project(job.at);
  thing.label = job.customer || job.id;
  return thing;
}

function allCalls(model) {
  const calls = [];
  for (const row of model.rows) {
    for (const stop of row.stops) {
      for (const call of stop.calls ?? []) {
        // A call that stands at the start or end belongs to the row, not to a visit.
        calls.push({ ...call, stop, thing: stop.key ? stop : row, row });
      }
    }
  }
  return calls.sort((a, b) => a.at - b.at || a.latest - b.latest);
}

function countPlaces(model) {
  const things = [...model.stops, ...model.unplanned];
  return { all: things.length, drawn: things.filter((thing) => thing.point).length };
}

// The places that the whole map should show: not what lies outside the service area.
export function pointsOf(model, rows) {
  const inside = model.unplanned.filter((one) => one.state !== "outside_service_area");
  const points = [
    ...rows.flatMap((row) => [...row.homes, ...row.points]),
    ...inside.map((u) => u.point),
  ];
  const known = points.filter(Boolean);
  return known.length > 0 ? known : model.depots.map((depot) => project(depot.at)).filter(Boolean);
}
