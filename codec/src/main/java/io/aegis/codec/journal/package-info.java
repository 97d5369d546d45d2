/**
 * The journal's records and their compact binary form: a batch of records with a small dictionary of texts, zstd level
 * 1, versioned and golden-tested. What is personal stands in a batch only as bytes sealed with its customer's key.
 */
@NullMarked
package io.aegis.codec.journal;

import org.jspecify.annotations.NullMarked;
