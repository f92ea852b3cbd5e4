/** The built functions as Lambda would run them, with the local stack behind them. */
package io.contacttree.verification.runtime;
