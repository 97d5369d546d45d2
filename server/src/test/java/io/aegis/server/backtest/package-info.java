@NullMarked
package io.aegis.server.backtest;

import org.jspecify.annotations.NullMarked;
