/**
 * Sessions as a function of one user's events: state and events in, state and rows out. What is
 * kept, and why it is enough, stands in {@link io.footfall.session.core.UserState}.
 */
package io.footfall.session.core;
