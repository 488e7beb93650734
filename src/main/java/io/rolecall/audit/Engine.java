package io.rolecall.audit;

/**
 * What evaluates: every entry names it.
 *
 * @param app the version of this service
 * @param drools the version of the rule engine
 */
public record Engine(String app, String drools) {}
