// Local time of the plan's zone. Moments are seconds from the start of the horizon; the offsets
// come with the plan, so that the browser's own zone never shows.

const DAY = 86400;

function pad(number) {
  return String(number).padStart(2, "0");
}

export function createClock(zone) {
  function offsetAt(at) {
    let offset = zone.offsets[0][1];
    for (const [from, following] of zone.offsets) {
      if (at >= from) offset = following;
    }
    return offset;
  }

  // A Date whose UTC fields read as the local wall clock.
  function wall(at) {
    return new Date((zone.origin + at + offsetAt(at)) * 1000);
  }

  function offsetText(at) {
    const minutes = Math.round(offsetAt(at) / 60);
    const size = Math.abs(minutes);
    return `${minutes < 0 ? "−" : "+"}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
  }

  const changes = new Set(zone.offsets.map(([, offset]) => offset)).size > 1;

  // "09:05"; where the clock changes within the plan, with its offset: "01:30 −04:00".
  function time(at) {
    const date = wall(at);
    const text = `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`;
    return changes ? `${text} ${offsetText(at)}` : text;
  }

  // The local calendar day as a number that counts days.
  function day(at) {
    return Math.floor((zone.origin + at + offsetAt(at)) / DAY);
  }

  function dayText(dayNumber, lang, form) {
    const date = new Date(dayNumber * DAY * 1000);
    const parts = { timeZone: "UTC", weekday: "short", day: "numeric", month: "short" };
    if (form === "long") parts.year = "numeric";
    return new Intl.DateTimeFormat(lang === "zh" ? "zh-CN" : "en-GB", parts).format(date);
  }

  // Complete and unambiguous, for machines and tool tips.
  function iso(at) {
    return wall(at).toISOString().slice(0, 19) + offsetText(at).replace("−", "-");
  }

  // Seconds into the local day.
  function sinceMidnight(at) {
    return (((zone.origin + at + offsetAt(at)) % DAY) + DAY) % DAY;
  }

  return { name: zone.name, changes, time, day, dayText, iso, offsetText, sinceMidnight };
}
