/** The load harness: {@code mvn -Pbench verify}. Not part of the tests. */
package io.rolecall.bench;
