package io.rolecall.advice;

import io.rolecall.audit.Engine;
import java.util.Objects;
import java.util.Properties;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** What evaluates here, for commands that start no service: from where a service has it. */
final class RunningEngine {

    private RunningEngine() {}

    static Engine engine() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application.yaml"));
        Properties properties = Objects.requireNonNull(yaml.getObject());
        return new Engine(properties.getProperty("info.app", ""), properties.getProperty("info.drools", ""));
    }
}
