/** What the job does with one user's events: in the stream, and all at once. */
package io.footfall.funnel.core.step;
