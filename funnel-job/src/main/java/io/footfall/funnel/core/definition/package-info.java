/** Which funnels count which cohorts, and which events concern them. */
package io.footfall.funnel.core.definition;
