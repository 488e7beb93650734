package io.rolecall.audit;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/** Opens the log. The store locks and checks the file before Flyway sees it, so it brings its own connections. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    Store store(
            @Value("${spring.datasource.url}") String url,
            @Value("${spring.datasource.username}") String user,
            @Value("${spring.datasource.password}") String password,
            @Value("${rolecall.data}") Path data,
            @Value("${rolecall.audit.min-free-disk}") DataSize minimum,
            @Value("${rolecall.audit.key}") Path key,
            @Value("${rolecall.audit.previous-key}") String previous,
            @Value("${rolecall.audit.origin}") String origin,
            Engine engine) {
        LogSigning signing =
                new LogSigning(key, previous.isEmpty() ? null : Path.of(previous), origin.isEmpty() ? null : origin);
        Store store = new Location(url, user, password).open(data, minimum, signing);
        KeyRotation.record(store, engine);
        return store;
    }

    @Bean
    LogDownload logDownload(
            @Value("${spring.datasource.url}") String url,
            @Value("${spring.datasource.username}") String user,
            @Value("${spring.datasource.password}") String password,
            @Value("${rolecall.data}") Path data,
            Store store) {
        return new LogDownload(new Location(url, user, password), data, store);
    }

    @Bean
    Engine engine(@Value("${info.app}") String app, @Value("${info.drools}") String drools) {
        return new Engine(app, drools);
    }

    @Bean
    AuditLog auditLog(Store store, Engine engine, MeterRegistry meters) {
        return new AuditLog(store, engine, meters);
    }

    @Bean
    ProvableLog provableLog(Store store) {
        return new ProvableLog(store);
    }

    @Bean
    RecommendationCounts recommendationCounts(Store store) {
        return new RecommendationCounts(store);
    }

    @Bean
    FollowUps followUps(Store store, Engine engine) {
        return new FollowUps(store, engine);
    }

    @Bean
    ImpactReports impactReports(Store store) {
        return new ImpactReports(store);
    }

    @Bean
    Erasures erasures(Store store, Engine engine) {
        return new Erasures(store, engine);
    }

    @Bean
    Mask mask(Environment environment) {
        return Mask.of(Binder.get(environment)
                .bind(Mask.PROPERTY, Bindable.listOf(String.class))
                .orElse(List.of()));
    }

    /** Closed before the store is, which it depends on. */
    @Bean
    Retention retention(Store store, Engine engine, Environment environment) {
        Map<String, String> periods = Binder.get(environment)
                .bind(RetentionPeriods.PROPERTY, Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
        return new Retention(store, engine, new RetentionPeriods(periods)).start();
    }

    @Bean
    Holds holds(Store store, Engine engine) {
        return new Holds(store, engine);
    }

    @Bean
    PolicyVersions policyVersions(Store store, Engine engine) {
        return new PolicyVersions(store, engine);
    }

    @Bean
    PolicyActivations policyActivations(Store store, Engine engine) {
        return new PolicyActivations(store, engine);
    }

    @Bean
    Replicas replicas(Store store) {
        return new Replicas(store);
    }

    @Bean
    PolicyReviews policyReviews(Store store, Engine engine) {
        return new PolicyReviews(store, engine);
    }

    @Bean
    PolicyShadows policyShadows(Store store) {
        return new PolicyShadows(store);
    }
}
