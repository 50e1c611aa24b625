/** What a funnel is: steps, conditions, exclusions. No algorithm. */
package io.footfall.schema.core.funnel;
