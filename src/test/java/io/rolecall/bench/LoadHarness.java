package io.rolecall.bench;

import io.rolecall.audit.Postgres;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Recommendations a second over HTTP with the durable record, and their latency. Beside them, in the same server and run: an echo;
 * an echo of an answer's size that is recorded as an answer is; recommendations that are not recorded; and recommendations
 * while the policy is changed every two seconds. First on SQLite, then on PostgreSQL. The server is a process of its own; the kinds of load take turns, so that a
 * noisy machine is as noisy for all.
 *
 * <p>{@code LoadHarness [SECONDS per turn] [ROUNDS]}
 */
public final class LoadHarness {

    private static final String FACTS = """
            {"facts": {"goal": {"next": "PRODUCTION", "useCaseNamed": true}, "models": {"status": "PROTOTYPE_ACCEPTED"},\
             "production": {"pathExists": false, "trigger": "BY_HAND"}, "team": {"dataScientists": 2, "mlEngineers": 0}},\
             "reference": "load"}""";
    private static final byte[] RECOMMEND = Connection.post("/v1/policies/hiring/recommendations", FACTS);

    private static final int[] CONNECTIONS = {1, 16, 32, 64};

    /** Turns before anything counts: the compiler of the JVM takes half a minute of load. */
    private static final int WARM_UP = 5;

    private static final long CHANGE_MILLIS = 2_000;

    private final Server server;
    private final String store;
    private final int seconds;
    private final int rounds;
    private int changes;

    private LoadHarness(Server server, String store, int seconds, int rounds) {
        this.server = server;
        this.store = store;
        this.seconds = seconds;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        System.out.println("store       connections  kind          per second   p50 ms   p99 ms   ratio to echo");
        try (Server server = Server.start(RECOMMEND)) {
            new LoadHarness(server, "sqlite", seconds, rounds).run();
        }
        try (Postgres postgres = Postgres.durable();
                Server server = Server.start(RECOMMEND, "--spring.datasource.url=" + postgres.database())) {
            new LoadHarness(server, "postgresql", seconds, rounds).run();
        }
    }

    private void run() throws Exception {
        Map<String, byte[]> kinds = new LinkedHashMap<>();
        kinds.put("echo", Connection.post("/bench/echo", FACTS));
        kinds.put("recorded", Connection.post("/bench/recorded", answer()));
        kinds.put("unrecorded", Connection.post("/bench/policies/hiring/unrecorded", FACTS));
        kinds.put("recommend", RECOMMEND);
        for (int i = 0; i < WARM_UP; i++) {
            for (byte[] request : kinds.values()) {
                Load.of(server.port(), request, 16, seconds);
            }
        }
        for (int connections : CONNECTIONS) {
            measure(kinds, connections);
        }
        System.out.println("server memory " + server.memory() + " MB resident");
    }

    private void measure(Map<String, byte[]> kinds, int connections) throws Exception {
        Map<String, List<Load>> turns = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, byte[]> kind : kinds.entrySet()) {
                turns.computeIfAbsent(kind.getKey(), any -> new ArrayList<>())
                        .add(Load.of(server.port(), kind.getValue(), connections, seconds));
            }
            turns.computeIfAbsent("changing", any -> new ArrayList<>()).add(changing(connections));
        }
        double echo = Load.median(turns.get("echo")).perSecond();
        turns.forEach((kind, loads) -> print(connections, kind, Load.median(loads), echo));
    }

    private Load changing(int connections) throws Exception {
        Thread owner = new Thread(() -> {
            try {
                while (true) {
                    server.change(++changes);
                    Thread.sleep(CHANGE_MILLIS);
                }
            } catch (InterruptedException | IOException e) {
                Thread.currentThread().interrupt();
            }
        });
        owner.start();
        try {
            return Load.of(server.port(), RECOMMEND, connections, seconds);
        } finally {
            owner.interrupt();
            owner.join();
            Thread.sleep(CHANGE_MILLIS); // the last one becomes live before the next turn begins
        }
    }

    private String answer() throws IOException {
        try (Connection connection = new Connection(server.port())) {
            connection.exchange(RECOMMEND);
            return connection.answer();
        }
    }

    private void print(int connections, String kind, Load load, double echo) {
        System.out.printf(
                "%-10s  %11d  %-12s  %10.0f  %7.2f  %7.2f  %14.2f%s%n",
                store,
                connections,
                kind,
                load.perSecond(),
                load.p50(),
                load.p99(),
                load.perSecond() / echo,
                load.failed() == 0 ? "" : "  FAILED " + load.failed());
    }
}
