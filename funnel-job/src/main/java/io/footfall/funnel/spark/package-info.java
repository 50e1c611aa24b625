/** The funnel job's glue: rows, kept definitions, audit and report. */
package io.footfall.funnel.spark;
