/**
 * What a company already runs, as sources of events: the OTLP and Segment doors, webhooks of billing and error
 * tracking, access-log files, customer databases. Each takes what it gets, decodes it with {@code formats}, hands it to
 * the monitor and answers in its client's own words. Never decides anything about a customer.
 */
@NullMarked
package io.aegis.server.sources;

import org.jspecify.annotations.NullMarked;
