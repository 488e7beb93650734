package io.rolecall;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A service that a test starts and stops by itself, in this process. */
public final class StartedService implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private StartedService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** @param properties such as {@code rolecall.data=/tmp/x}; the ports are free ones */
    public static StartedService with(String... properties) {
        String[] arguments = new String[properties.length + 2];
        for (int i = 0; i < properties.length; i++) {
            arguments[i] = "--" + properties[i];
        }
        arguments[properties.length] = "--server.port=0";
        arguments[properties.length + 1] = "--management.server.port=0";
        return new StartedService(new SpringApplicationBuilder(Rolecall.class).run(arguments));
    }

    public Caller api() {
        return new Caller(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    public Caller management() {
        return new Caller(context.getEnvironment().getRequiredProperty("local.management.port", Integer.class));
    }

    @Override
    public void close() {
        context.close();
    }
}
