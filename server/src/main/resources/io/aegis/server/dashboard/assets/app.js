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
startCharts();
startParts(stream);
startFilters();
startImports();
startKeys();
