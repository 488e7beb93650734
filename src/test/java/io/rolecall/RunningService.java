package io.rolecall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole service with the shipped rules and a record of its own; one for all test classes that extend this. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
public abstract class RunningService {

    private static final Path DATA = folder();

    @Autowired
    private Environment environment;

    protected Caller api;
    protected Caller management;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("rolecall.data", DATA::toString);
    }

    @BeforeEach
    void connect() {
        api = new Caller(environment.getRequiredProperty("local.server.port", Integer.class));
        management = new Caller(environment.getRequiredProperty("local.management.port", Integer.class));
    }

    /** How many recommendations are in the record, read past the service. */
    protected static int recorded() {
        try (var connection = database();
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM recommendation")) {
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    protected static Connection database() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + DATA.resolve("rolecall.db"));
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("rolecall");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder.toFile())));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(java.io.File file) {
        java.io.File[] children = file.listFiles();
        if (children != null) {
            for (java.io.File child : children) {
                delete(child);
            }
        }
        file.delete();
    }
}
