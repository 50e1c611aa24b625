/** How a job goes on after failures, and how it ends. */
package io.footfall.runtime.core.lifecycle;
