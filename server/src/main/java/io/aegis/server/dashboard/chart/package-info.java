/**
 * Small drawings worked out on the server: paths and marks in a box of 1000 by 100 that the page stretches, so that a
 * chart needs no script and no style attribute. Only numbers in, only geometry out.
 */
@NullMarked
package io.aegis.server.dashboard.chart;

import org.jspecify.annotations.NullMarked;
