// Follows a running day: on every change that can be seen, the plan is fetched anew.

const PAUSE = 2000; // milliseconds before what failed is tried again
const CHECK = 30000; // a stream that died in silence is noticed after so many
const PATIENCE = 20000; // after so many an answer is given up
const KINDS = ["event", "booked", "plan"]; // entries of the journal that can change what is shown
const UNSEEN = ["position_reported"]; // events that do not

// link: { day, sequence, etag } of the plan that is shown. does: { renew(data), tell(isLive) }.
export function followDay(link, does) {
  // Without the name and password that may stand in the page's own address: fetch refuses those.
  const here = new URL(`../../v1/days/${link.day}`, location.href);
  const address = here.origin + here.pathname;
  let last = link.sequence;
  let etag = link.etag;
  let source = null;
  let connected = false;
  let failed = false; // whether the last fetch did, so that the page may be behind
  let cut = false; // whether one has failed since the last check
  let wanted = false;
  let fetching = false;
  const tell = () => does.tell(connected && !failed);

  function connect() {
    // When a stream breaks, the browser takes it up again behind the last id by itself.
    source?.close();
    const stream = new EventSource(`${address}/stream?after=${last}`);
    source = stream;
    stream.addEventListener("open", () => {
      connected = true;
      tell();
    });
    stream.addEventListener("error", () => {
      connected = false;
      tell();
      // Refused, not broken: the browser has given up.
      if (stream.readyState === EventSource.CLOSED)
        setTimeout(() => stream === source && connect(), PAUSE);
    });
    for (const kind of KINDS) {
      stream.addEventListener(kind, (event) => {
        last = event.lastEventId;
        if (!UNSEEN.includes(JSON.parse(event.data).what.event)) refresh();
      });
    }
  }

  // One fetch at a time; what changes meanwhile is fetched after it. Returns whether there was news.
  async function refresh() {
    wanted = true;
    if (fetching) return false;
    fetching = true;
    let news = false;
    try {
      while (wanted) news = (await fetchOnce()) || news;
    } finally {
      fetching = false;
    }
    return news;
  }

  async function fetchOnce() {
    wanted = false;
    const answer = await ask().catch(() => null);
    failed = answer === null;
    tell();
    if (failed) {
      wanted = cut = true;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    if (!answer?.data) return false;
    etag = answer.etag;
    does.renew(answer.data);
    return true;
  }

  // What is shown now, without data where that is what the page shows.
  async function ask() {
    const answer = await fetch(`${address}/view`, {
      headers: { "If-None-Match": etag },
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.status === 304) return {};
    if (!answer.ok) throw new Error(`${answer.status}`);
    return { etag: answer.headers.get("ETag"), data: await answer.json() };
  }

  // Where a network fails in silence no browser notices that a stream is dead. News that it did not
  // tell of, and a service that had been out of reach, want a new one.
  async function check() {
    if (fetching) return;
    const before = last;
    cut = false;
    const news = await refresh();
    if (cut || (news && last === before)) connect();
  }

  connect();
  setInterval(check, CHECK);
  window.addEventListener("online", check);
}
