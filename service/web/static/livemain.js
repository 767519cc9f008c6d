// Starts the page of a running day: it shows the plan that is embedded in it, and keeps it current.

import { h } from "./dom.js";
import { t } from "./i18n.js";
import { followDay } from "./live.js";
import { embedded, startPage } from "./start.js";

const link = embedded("live");
const sign = h("p", { id: "connection", class: "connection", role: "status" });

function tell(isLive) {
  sign.classList.toggle("on", isLive);
  sign.dataset.t = isLive ? "live.on" : "live.off"; // so that it changes with the language
  if (sign.textContent !== t(sign.dataset.t)) sign.textContent = t(sign.dataset.t);
}

document.querySelector(".tools").prepend(sign);
const renew = startPage(embedded("plan"));
tell(false);
followDay(link, { renew, tell });
