// Starts the page that is one file: it shows the plan that is embedded in it.

import { embedded, startPage } from "./start.js";

startPage(embedded("plan"));
