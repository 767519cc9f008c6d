// The time axis: which span of time, how many pixels a second, and where the ticks stand.

const STEPS = [300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 7 * 86400, 28 * 86400];
const EDGE = 900; // seconds left free before the first and after the last thing
const LARGEST = 0.3; // pixels per second: a minute is 18 pixels

export function spanOf(rows) {
  let [from, until] = [Infinity, -Infinity];
  for (const row of rows) {
    from = Math.min(from, row.from);
    until = Math.max(until, row.until);
  }
  return rows.length > 0 ? { from: from - EDGE, until: until + EDGE } : { from: 0, until: 3600 };
}

export function fittingScale(span, width) {
  return Math.max(100, width) / (span.until - span.from);
}

export function boundedScale(scale, span, width) {
  return Math.max(fittingScale(span, width), Math.min(LARGEST, scale));
}

// [{ at, text, day }]: round local times with room for their text; `day` marks midnight.
export function ticks(span, scale, clock, lang) {
  const room = clock.changes ? 92 : 52;
  const step = STEPS.find((one) => one * scale >= room) ?? STEPS[STEPS.length - 1];
  const found = [];
  let at = span.from - (clock.sinceMidnight(span.from) % step);
  while (at <= span.until) {
    if (at >= span.from) {
      const midnight = clock.sinceMidnight(at) === 0;
      const text = midnight ? clock.dayText(clock.day(at), lang) : clock.time(at);
      found.push({ at, text, midnight });
    }
    at += step;
    // After a change of the clock, go on with round local times.
    const off = clock.sinceMidnight(at) % step;
    if (off > 0) at += off < step / 2 ? -off : step - off;
  }
  return found;
}
