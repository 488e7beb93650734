package io.rolecall.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints how long it takes on PostgreSQL until a record has its place in the tree, and until a proof of it is given out, while two
 * replicas append from eight threads each. {@code InclusionDelay [SECONDS [THREADS]]}
 */
final class InclusionDelay {

    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30;
        int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
        Path folder = Files.createTempDirectory("inclusion");
        try (Postgres server = Postgres.own()) {
            String url = server.database();
            try (Replica one = Replica.open(url, folder, 1);
                    Replica other = Replica.open(url, folder, 2)) {
                one.load(threads);
                other.load(threads);
                Replica.sleep(3_000);
                long before = one.recorded.size() + other.recorded.size();
                long start = System.nanoTime();
                double[] numbered = new double[100 * seconds];
                double[] proved = new double[numbered.length];
                int count = 0;
                while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds)) {
                    Entry entry = Entries.any();
                    (count % 2 == 0 ? one : other).log.append(entry);
                    long acknowledged = System.nanoTime();
                    while (!numbered(one.store, entry.id())) {
                        LockSupport.parkNanos(1_000_000);
                    }
                    numbered[count] = (System.nanoTime() - acknowledged) / 1e6;
                    (count % 2 == 0 ? other : one).proofs.proof(entry.id()).orElseThrow();
                    proved[count] = (System.nanoTime() - acknowledged) / 1e6;
                    count++;
                }
                long appends = one.recorded.size() + other.recorded.size() - before;
                one.rest();
                other.rest();
                print("numbered", Arrays.copyOf(numbered, count));
                print("proved by the other replica", Arrays.copyOf(proved, count));
                System.out.printf("beside %,d appends/s of two replicas%n", appends / seconds);
            }
        }
    }

    private static boolean numbered(Store store, String id) {
        return store.read(session -> session.first("SELECT 1 FROM entry WHERE id = ?", row -> true, id))
                .orElse(false);
    }

    private static void print(String what, double[] millis) {
        Arrays.sort(millis);
        System.out.printf(
                "%s: p50 %.0f ms, p99 %.0f ms, worst %.0f ms, of %d%n",
                what,
                millis[millis.length / 2],
                millis[(int) (millis.length * 0.99)],
                millis[millis.length - 1],
                millis.length);
    }
}
