/** What the job said of a user, beside what engine and reference say. */
package io.footfall.funnel.core.audit;
