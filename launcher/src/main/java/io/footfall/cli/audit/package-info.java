/** What {@code footfall audit} checks, and how it says what it found. */
package io.footfall.cli.audit;
