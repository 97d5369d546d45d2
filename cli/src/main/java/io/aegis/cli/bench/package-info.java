/**
 * {@code aegis bench}: how fast the parts are, by command. Workloads are seeded; each run says its parameters, several
 * runs give median and spread, and a plain baseline runs beside the engine.
 */
@NullMarked
package io.aegis.cli.bench;

import org.jspecify.annotations.NullMarked;
