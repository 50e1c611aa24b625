/** What {@code footfall report} shows. */
package io.footfall.cli.report;
