/** What a run of the demo found: {@code report.json} and {@code report.html}. */
@NullMarked
package io.commonweight.demo.report;

import org.jspecify.annotations.NullMarked;
