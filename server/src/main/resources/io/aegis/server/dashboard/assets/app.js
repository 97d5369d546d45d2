// Entry: starts what the page has. Everything works as plain links and forms without it.
import { startClock } from "./clock.js";
import { startStream } from "./stream.js";
import { startFigures } from "./figures.js";
import { startInbox } from "./inbox.js";
import { startNotices } from "./notices.js";
import { startSimulator } from "./simulator.js";
import { startCharts } from "./charts.js";
import { startImports } from "./imports.js";
import { startFilters } from "./filters.js";
import { startKeys } from "./keys.js";
import { startParts } from "./parts.js";

const stream = startStream();
startClock(stream);
startFigures(stream);
startInbox(stream);
startNotices(stream);
startSimulator(stream);
startCharts(stream);
startParts(stream);
startFilters();
startImports();
startKeys();

// On a phone the pages stand in one line that scrolls: the one that is shown is to be seen in it.
const nav = document.querySelector(".nav");
const here = nav?.querySelector("[aria-current]");
if (here) nav.scrollLeft = here.offsetLeft - (nav.clientWidth - here.offsetWidth) / 2;
