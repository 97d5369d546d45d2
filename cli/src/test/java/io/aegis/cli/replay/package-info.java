/** Tests of the replay against counts and an hourly model that share no code with it. */
@NullMarked
package io.aegis.cli.replay;

import org.jspecify.annotations.NullMarked;
