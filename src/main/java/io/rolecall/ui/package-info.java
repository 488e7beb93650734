/**
 * Pages for people: the adviser, the policy workbench, the audit explorer. They are a client of the HTTP API, in this process
 * ({@link io.rolecall.ui.Api}), and know nothing else of the service; so a page can do what the API can, and nothing besides.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.rolecall.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
