package io.rolecall.audit;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictDecompress;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How the answers of one policy version are kept. They mostly repeat the policy's own sentences, so they are compressed with
 * a sample of them as dictionary; unpacked they are what was sent, to the byte.
 */
final class Packing {

    private static final byte PLAIN = 0;
    private static final byte ALONE = 1;
    private static final byte WITH_SAMPLE = 2;

    private static final int LEVEL = 3;

    /** A sample smaller than this gains nothing. */
    private static final int SMALLEST_SAMPLE = 64;

    /** For what cannot wait until the sample is read; it is kept in a little more room. */
    static final Packing WITHOUT_SAMPLE = new Packing(new byte[0]);

    private final ZstdDictCompress compressing;
    private final ZstdDictDecompress decompressing;
    private final boolean hasSample;

    // They hold native memory that nobody frees, and serve one thread at a time: so all packings share them.
    private static final Queue<ZstdCompressCtx> CONTEXTS = new ConcurrentLinkedQueue<>();

    Packing(byte[] sample) {
        hasSample = sample.length >= SMALLEST_SAMPLE;
        byte[] dictionary = hasSample ? sample : new byte[SMALLEST_SAMPLE];
        compressing = new ZstdDictCompress(dictionary, LEVEL);
        decompressing = new ZstdDictDecompress(dictionary);
    }

    byte[] pack(byte[] answer) {
        ZstdCompressCtx context = CONTEXTS.poll();
        if (context == null) {
            context = new ZstdCompressCtx();
        }
        context.reset();
        context.setLevel(LEVEL);
        if (hasSample) {
            context.loadDict(compressing);
        }
        byte[] compressed;
        try {
            compressed = context.compress(answer);
        } finally {
            CONTEXTS.add(context);
        }
        boolean smaller = compressed.length < answer.length;
        byte[] content = smaller ? compressed : answer;
        return ByteBuffer.allocate(content.length + 1)
                .put(smaller ? (hasSample ? WITH_SAMPLE : ALONE) : PLAIN)
                .put(content)
                .array();
    }

    byte[] unpack(byte[] kept) {
        byte[] content = new byte[kept.length - 1];
        System.arraycopy(kept, 1, content, 0, content.length);
        return switch (kept[0]) {
            case PLAIN -> content;
            case ALONE, WITH_SAMPLE -> {
                int size = Math.toIntExact(Zstd.getFrameContentSize(content));
                try (ZstdDecompressCtx context = new ZstdDecompressCtx()) {
                    if (kept[0] == WITH_SAMPLE) {
                        context.loadDict(decompressing);
                    }
                    yield context.decompress(content, size);
                }
            }
            default ->
                throw new IllegalStateException("A record is kept in a way this version does not know: " + kept[0]);
        };
    }
}
