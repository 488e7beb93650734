package io.rolecall.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What so many connections reached that sent the same request again and again.
 *
 * @param p50 in milliseconds, as is p99
 * @param failed answers other than 201
 */
record Load(double perSecond, double p50, double p99, int failed) {

    static Load median(List<Load> turns) {
        return turns.stream()
                .sorted(Comparator.comparingDouble(Load::perSecond))
                .toList()
                .get(turns.size() / 2);
    }

    static Load of(int port, byte[] request, int connections, int seconds) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(connections);
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        List<Future<long[]>> futures = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            futures.add(clients.submit(() -> client(port, request, end)));
        }
        long[] all = new long[0];
        for (Future<long[]> future : futures) {
            long[] times = future.get();
            int before = all.length;
            all = Arrays.copyOf(all, before + times.length);
            System.arraycopy(times, 0, all, before, times.length);
        }
        double elapsed = (System.nanoTime() - start) / 1e9;
        clients.shutdown();
        int failed = (int) Arrays.stream(all).filter(time -> time < 0).count();
        long[] sorted = Arrays.stream(all).map(Math::abs).sorted().toArray();
        return new Load(
                (all.length - failed) / elapsed,
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) (sorted.length * 0.99)] / 1e6,
                failed);
    }

    /** Nanoseconds of each exchange, negative where it failed. */
    private static long[] client(int port, byte[] request, long end) throws IOException {
        long[] times = new long[1024];
        int count = 0;
        try (Connection connection = new Connection(port)) {
            while (System.nanoTime() < end) {
                long start = System.nanoTime();
                int status = connection.exchange(request);
                if (count == times.length) {
                    times = Arrays.copyOf(times, count * 2);
                }
                long time = System.nanoTime() - start;
                times[count++] = status == 201 ? time : -time;
            }
        }
        return Arrays.copyOf(times, count);
    }
}
