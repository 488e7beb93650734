package io.rolecall.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds the tree of an export anew and holds it against the tiles and the roots that were signed. Where an entry and its
 * tile do not agree it is built both ways from there on: the one that leads to the signed root tells which of the two is
 * another than it was.
 */
final class TreeCheck {

    private final ExportFiles files;
    private final Layout layout;
    private final Consumer<Fault> faults;
    private final List<Disagreement> disagreements = new ArrayList<>();
    private final Edge ofEntries = new Edge();
    private @Nullable Edge ofTiles; // from where the two part
    private boolean gaps;
    private byte @Nullable [] older;
    private byte @Nullable [] olderOfTiles;
    private final long olderSize;

    /** An entry whose hash is not the one in the tile. */
    private record Disagreement(long index, @Nullable String id, byte[] entry, byte[] tile) {}

    /** @param olderSize of the checkpoint that the log has to have grown from */
    TreeCheck(ExportFiles files, Layout layout, long olderSize, Consumer<Fault> faults) {
        this.files = files;
        this.layout = layout;
        this.olderSize = olderSize;
        this.faults = faults;
        remember();
    }

    /** The bundles in their order. */
    void add(BundleCheck.Checked bundle) throws IOException {
        int width = layout.width(0, bundle.number());
        for (int i = 0; i < width; i++) {
            byte[] entry = i < bundle.leaves().size() ? bundle.leaves().get(i) : null;
            byte[] hashes = bundle.hashes();
            byte[] tile = hashes == null ? null : Tile.hash(hashes, i);
            gaps |= entry == null && tile == null;
            byte[] known = entry != null ? entry : tile != null ? tile : Hashes.empty();
            byte[] other = tile != null ? tile : known;
            if (!Arrays.equals(known, other)) {
                EntryText text = bundle.texts().get(i);
                disagreements.add(new Disagreement(
                        bundle.number() * Tile.WIDTH + i, text == null ? null : text.id(), known, other));
                ofTiles = ofTiles == null ? ofEntries.copy() : ofTiles;
            }
            List<Tile> full = ofEntries.add(known);
            List<Tile> otherFull = ofTiles == null ? full : ofTiles.add(other);
            for (int level = 1; level < full.size(); level++) {
                compare(
                        level,
                        full.get(level).number(),
                        full.get(level).hashes(),
                        otherFull.get(level).hashes());
            }
            remember();
        }
    }

    private void remember() {
        if (ofEntries.size() == olderSize) {
            older = ofEntries.root();
            olderOfTiles = ofTiles == null ? older : ofTiles.root();
        }
    }

    /** After the last bundle. */
    void end(Checkpoint checkpoint) throws IOException {
        for (int level = 1; layout.tiles(level) > 0; level++) {
            long last = layout.tiles(level) - 1;
            if (layout.width(level, last) < Tile.WIDTH) {
                byte[] hashes = Tile.joined(ofEntries.open(level));
                compare(level, last, hashes, ofTiles == null ? hashes : Tile.joined(ofTiles.open(level)));
            }
        }
        byte[] root = ofEntries.root();
        byte[] rootOfTiles = ofTiles == null ? root : ofTiles.root();
        boolean entriesFit = Arrays.equals(root, checkpoint.root());
        boolean tilesFit = Arrays.equals(rootOfTiles, checkpoint.root());
        disagreements.forEach(one -> faults.accept(fault(one, entriesFit, tilesFit)));
        if (!gaps && !entriesFit && !tilesFit) {
            faults.accept(Fault.tampered(
                    Layout.CHECKPOINT,
                    "root: " + text(checkpoint.root()) + " (expected: " + text(root) + ", to which the "
                            + checkpoint.size() + " entries lead)"));
        }
    }

    /** @param older the checkpoint, whose signature was found to fit */
    void grownFrom(Checkpoint older, String file) {
        if (older.size() > layout.size()) {
            faults.accept(Fault.tampered(
                    file,
                    "the log has " + layout.size() + " entries (expected: at least " + older.size()
                            + ", as were signed before)"));
        } else if (!gaps && !Arrays.equals(this.older, older.root()) && !Arrays.equals(olderOfTiles, older.root())) {
            faults.accept(Fault.tampered(
                    file,
                    "the first " + older.size() + " entries have the root " + text(this.older) + " (expected: "
                            + text(older.root()) + ", as was signed before)"));
        }
    }

    private Fault fault(Disagreement one, boolean entriesFit, boolean tilesFit) {
        long number = one.index / Tile.WIDTH;
        String tile = layout.tile(0, number);
        Fault fault = entriesFit
                ? Fault.tampered(
                        tile, "its hash: " + text(one.tile) + " (expected: " + text(one.entry) + ", that of the entry)")
                : Fault.tampered(
                        layout.entries(number),
                        "hash: " + text(one.entry) + " (expected: " + text(one.tile) + ", as " + tile
                                + (tilesFit ? " and the signed root say)" : " says)"));
        return fault.at(one.index, one.id);
    }

    private void compare(int level, long number, byte[] hashes, byte[] others) throws IOException {
        String file = layout.tile(level, number);
        byte[] found = files.read(file, Tile.WIDTH * Hashes.LENGTH, faults);
        if (found == null || gaps || Arrays.equals(found, hashes) || Arrays.equals(found, others)) {
            return;
        }
        int from = Math.max(0, Arrays.mismatch(found, hashes)) / Hashes.LENGTH;
        faults.accept(Fault.tampered(
                file,
                found.length != hashes.length
                        ? found.length + " bytes (expected: " + hashes.length + ")"
                        : "hash " + from + ": " + text(Tile.hash(found, from)) + " (expected: "
                                + text(Tile.hash(hashes, from)) + ", to which the tiles below lead)"));
    }

    private static String text(byte @Nullable [] hash) {
        return hash == null ? "none" : Base64.getEncoder().encodeToString(hash);
    }
}
