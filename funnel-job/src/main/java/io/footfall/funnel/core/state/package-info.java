/** Compact, versioned bytes: events on their way to a step, a user's state, output rows. */
package io.footfall.funnel.core.state;
