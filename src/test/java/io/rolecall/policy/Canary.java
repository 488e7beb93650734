package io.rolecall.policy;

import java.io.File;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Permission;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Sees what a hostile file does to the JVM that reads it: processes, exits, connections, look-ups of names, files written
 * or deleted, native libraries (all denied, while the JVM still has a security manager), system properties, threads, the
 * defaults of the JVM, what is printed, and what lies in the folder that the files of the corpus write to.
 */
final class Canary {

    /** Where the files of the corpus leave their traces. */
    static final Path FOLDER = Path.of("/tmp/drl-escape-canary");

    private final Set<String> seen = new TreeSet<>();
    private final boolean guarded;
    private volatile boolean armed;
    private int printed;
    private Set<Thread> threads = Set.of();
    private String surroundings = "";

    private Canary(boolean guarded) {
        this.guarded = guarded;
        PrintStream sink = new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        printed++;
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) {
                        printed += length;
                    }
                },
                true,
                StandardCharsets.UTF_8);
        System.setOut(sink);
        System.setErr(sink);
    }

    /** Takes over the JVM it is called in. */
    @SuppressWarnings("removal")
    static Canary install() {
        Canary canary = new Canary(guardable());
        if (guardable()) {
            System.setSecurityManager(canary.new Guard());
        }
        return canary;
    }

    /** Whether side effects are denied, and not only seen afterwards. */
    static boolean guardable() {
        return Runtime.version().feature() < 24;
    }

    boolean guarded() {
        return guarded;
    }

    void arm() {
        seen.clear();
        printed = 0;
        clear(FOLDER.toFile());
        threads = Thread.getAllStackTraces().keySet();
        surroundings = surroundings();
        armed = true;
    }

    /** What was seen since it was armed. */
    Set<String> disarm() {
        armed = false;
        if (printed > 0) {
            seen.add("prints");
        }
        if (!surroundings.equals(surroundings())) {
            seen.add("changes the JVM");
        }
        Set<Thread> now = new HashSet<>(Thread.getAllStackTraces().keySet());
        now.removeAll(threads);
        now.stream().filter(Thread::isAlive).forEach(thread -> seen.add("starts a thread: " + thread.getName()));
        String[] left = FOLDER.toFile().list();
        if (left != null && left.length > 0) {
            seen.add("leaves " + Arrays.toString(left));
        }
        return new TreeSet<>(seen);
    }

    private static String surroundings() {
        return new TreeMap<>(System.getProperties().entrySet().stream()
                        .collect(Collectors.toMap(e -> String.valueOf(e.getKey()), e -> String.valueOf(e.getValue()))))
                + " " + Locale.getDefault() + " " + TimeZone.getDefault().getID() + " "
                + Thread.getDefaultUncaughtExceptionHandler() + " "
                + Thread.currentThread().getContextClassLoader();
    }

    private static void clear(File folder) {
        folder.mkdirs();
        File[] files = folder.listFiles();
        for (File file : files == null ? new File[0] : files) {
            if (file.isDirectory()) {
                clear(file);
            }
            file.delete();
        }
    }

    /** Files that the JVM writes by itself. */
    private static boolean ownFile(String file) {
        return file.endsWith(".hprof") || Files.isDirectory(Path.of(file));
    }

    @SuppressWarnings("removal")
    private final class Guard extends SecurityManager {

        private void note(String what) {
            if (armed) {
                seen.add(what);
                throw new SecurityException(what);
            }
        }

        @Override
        public void checkPermission(Permission permission) {
            if (permission.getName().equals("setSecurityManager")) {
                note("replaces the security manager");
            }
        }

        @Override
        public void checkPermission(Permission permission, Object context) {}

        @Override
        public void checkExec(String command) {
            note("starts a process");
        }

        @Override
        public void checkExit(int status) {
            note("ends the JVM");
        }

        @Override
        public void checkLink(String library) {
            note("loads a native library");
        }

        @Override
        public void checkConnect(String host, int port) {
            note(port < 0 ? "looks up a name" : "connects");
        }

        @Override
        public void checkListen(int port) {
            note("listens");
        }

        @Override
        public void checkWrite(String file) {
            if (!ownFile(file)) {
                note("writes a file");
            }
        }

        @Override
        public void checkDelete(String file) {
            note("deletes a file");
        }
    }
}
