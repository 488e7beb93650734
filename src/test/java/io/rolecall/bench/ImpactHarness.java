package io.rolecall.bench;

import io.rolecall.Caller;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyReader;
import io.rolecall.policy.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * How long an impact takes on so many recorded answers of the hiring policy, and what it does to live ones: first alone, then under load that
 * takes turns with and without it. The recorded answers are to every situation that the policy is tested with, again and again.
 *
 * <p>{@code ImpactHarness [ANSWERS] [SECONDS per turn] [ROUNDS]}
 */
public final class ImpactHarness {

    /** A person who waits looks once a second; more often it would be the asking that is measured. */
    private static final int ASKS_SELDOM = 1_000;

    private static final int ASKS_OFTEN = 50;

    private static final int[] CONNECTIONS = {1, 16};

    private final Server server;
    private final Caller api;
    private final String range;
    private final byte[] load;

    private ImpactHarness(Server server, String range, byte[] load) {
        this.server = server;
        this.api = new Caller(server.port());
        this.range = range;
        this.load = load;
    }

    public static void main(String[] arguments) throws Exception {
        int answers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        List<byte[]> requests = requests();
        try (Server server = Server.start(requests.get(0))) {
            String from = Instant.now().toString();
            try (Connection connection = new Connection(server.port())) {
                for (int i = 0; i < answers; i++) {
                    connection.exchange(requests.get(i % requests.size()));
                }
            }
            String range = "{\"from\": \"" + from + "\", \"to\": \"" + Instant.now() + "\"}";
            server.edit("hiring/signals/models.drl", text -> text.replaceFirst("@weight\\( 2 \\)", "@weight( 5 )"));
            Thread.sleep(3_000);
            new ImpactHarness(server, range, requests.get(1)).run(seconds, rounds);
        }
    }

    private static List<byte[]> requests() throws IOException {
        Policy policy = Objects.requireNonNull(PolicyReader.read(Bundle.read("hiring", Path.of("rules-drl/hiring")))
                .policy());
        List<byte[]> requests = new ArrayList<>();
        for (Scenario scenario : policy.samples()) {
            requests.add(
                    Connection.post("/v1/policies/hiring/recommendations", "{\"facts\": " + scenario.given() + "}"));
        }
        return requests;
    }

    private void run(int seconds, int rounds) throws Exception {
        for (int i = 0; i < 3; i++) {
            System.out.printf("alone: %.1f s%n", impact());
        }
        for (int i = 0; i < 5; i++) {
            Load.of(server.port(), load, 16, seconds);
        }
        for (int connections : CONNECTIONS) {
            List<Load> without = new ArrayList<>();
            List<Load> with = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                without.add(Load.of(server.port(), load, connections, seconds));
                with.add(beside(connections, seconds));
            }
            print(connections, "without", Load.median(without));
            print(connections, "with", Load.median(with));
        }
        System.out.printf("alone: %.1f s%n", impact());
    }

    private Load beside(int connections, int seconds) throws Exception {
        long[] looked = {0};
        Thread owner = new Thread(() -> {
            try {
                while (true) {
                    follow(looked, ASKS_SELDOM);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        owner.start();
        try {
            return Load.of(server.port(), load, connections, seconds);
        } finally {
            owner.interrupt();
            owner.join();
            System.out.printf(
                    "beside %d connections: %.0f answers a second looked at%n",
                    connections, looked[0] / (double) seconds);
            awaitQuiet();
        }
    }

    private double impact() throws Exception {
        long start = System.nanoTime();
        follow(new long[1], ASKS_OFTEN);
        return (System.nanoTime() - start) / 1e9;
    }

    /** Starts one and waits for its end. @param pause between two questions how far it is, in milliseconds */
    private void follow(long[] looked, int pause) throws InterruptedException {
        Caller.Reply begun = api.post("/v1/policies/hiring/versions/1/impact", range);
        if (begun.status() != 202) {
            throw new IllegalStateException(begun.text());
        }
        long before = looked[0];
        JsonNode report = begun.json();
        while (report.path("status").stringValue().equals("RUNNING")) {
            Thread.sleep(pause);
            report = api.get(begun.header("Location")).json();
            looked[0] = before + report.path("done").longValue();
        }
        if (!report.path("status").stringValue().equals("DONE")) {
            throw new IllegalStateException(report.toString());
        }
    }

    /** Until the last one that was begun is done: the next one waits for it. */
    private void awaitQuiet() throws Exception {
        impact();
    }

    private static void print(int connections, String kind, Load load) {
        System.out.printf(
                "%d connections, %-7s an impact: %.0f/s, p50 %.2f ms, p99 %.2f ms, failed %d%n",
                connections, kind, load.perSecond(), load.p50(), load.p99(), load.failed());
    }
}
