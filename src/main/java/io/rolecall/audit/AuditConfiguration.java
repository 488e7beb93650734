package io.rolecall.audit;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Opens the log. The store locks and checks the file before Flyway sees it, so it brings its own connections. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    SqliteStore store(
            @Value("${spring.datasource.url}") String url, @Value("${rolecall.audit.min-free-disk}") DataSize minimum) {
        return SqliteStore.open(DatabaseFile.path(url), minimum);
    }

    @Bean
    AuditLog auditLog(SqliteStore store, MeterRegistry meters) {
        return new AuditLog(store, meters);
    }

    @Bean
    PolicyVersions policyVersions(SqliteStore store) {
        return new PolicyVersions(store);
    }
}
