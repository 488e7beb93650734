package io.rolecall.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of records, newest first.
 *
 * @param next the cursor of the page after this one, null at the end
 */
public record Page(List<Summary> items, @Nullable String next) {}
