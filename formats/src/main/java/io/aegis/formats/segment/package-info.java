/**
 * The Segment HTTP tracking API: identify, group, track, page, screen and alias calls, single or in batches, become
 * events of the public schema. The company is the group; a {@code userId} is one of its developers. Never touches the
 * network; called by the server's Segment doors.
 */
@NullMarked
package io.aegis.formats.segment;

import org.jspecify.annotations.NullMarked;
