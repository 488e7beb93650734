package io.rolecall.audit;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Looks for secrets in the bytes of all files of a folder. */
final class Remnants {

    static final int RUN = 24;

    private static final int BLOCK = Long.BYTES;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private Remnants() {}

    /** Whose texts, salts or packed answers are anywhere in the folder, in a run of {@value #RUN} bytes or whole. */
    static Set<String> of(Path folder, List<Secret> secrets) throws IOException {
        Map<Long, List<Place>> blocks = new HashMap<>();
        for (Secret secret : secrets) {
            for (byte[] part : secret.parts()) {
                for (int at = 0; at + BLOCK <= part.length; at += BLOCK) {
                    blocks.computeIfAbsent(hash(part, at), key -> new ArrayList<>(1))
                            .add(new Place(secret.id(), part, at));
                }
            }
        }
        Set<String> left = new TreeSet<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = read(file);
                for (int at = 0; at + BLOCK <= bytes.length; at++) {
                    for (Place place : blocks.getOrDefault(hash(bytes, at), List.of())) {
                        if (place.run(bytes, at) >= Math.min(RUN, place.part().length)) {
                            left.add(place.id());
                        }
                    }
                }
            }
        }
        return left;
    }

    /** Nothing where it is gone: a new checkpoint replaces the one before at any moment. */
    private static byte[] read(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    /** Eight bytes are hash enough: what is the same has to be compared anyway. */
    private static long hash(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    private record Place(String id, byte[] part, int offset) {

        /** How long part and file are the same around this place. */
        int run(byte[] file, int at) {
            int before = 0;
            while (before < offset && before < at && part[offset - before - 1] == file[at - before - 1]) {
                before++;
            }
            int after = 0;
            while (offset + after < part.length
                    && at + after < file.length
                    && part[offset + after] == file[at + after]) {
                after++;
            }
            return before + after;
        }
    }
}
