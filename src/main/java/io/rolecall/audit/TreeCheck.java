package io.rolecall.audit;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds the tree of an export anew and holds it against the tiles and the roots that were signed. Where an entry and its
 * tile do not agree it is built both ways from there on: the one that leads to the signed root tells which of the two is
 * another than it was.
 */
final class TreeCheck {

    private final ExportFiles files;
    private final Layout layout;
    private final FaultList faults;
    private final Some<Disagreement> disagreements = new Some<>();
    private final BitSet disputed = new BitSet();
    private final BitSet unreadable = new BitSet();
    private final Edge ofEntries = new Edge();
    private @Nullable Edge ofTiles; // from where the two part
    private boolean gaps;
    private byte @Nullable [] older;
    private byte @Nullable [] olderOfTiles;
    private final long olderSize;

    /** An entry whose hash is not the one in the tile. */
    private record Disagreement(long index, @Nullable String id, byte[] entry, byte[] tile) {}

    /** @param olderSize of the checkpoint that the log has to have grown from */
    TreeCheck(ExportFiles files, Layout layout, long olderSize, FaultList faults) {
        this.files = files;
        this.layout = layout;
        this.olderSize = olderSize;
        this.faults = faults;
        remember();
    }

    /** The bundles in their order. */
    void add(EntryBundle bundle) throws IOException {
        bundle.faults().forEach(faults);
        int width = layout.width(0, bundle.number());
        for (int i = 0; i < width; i++) {
            byte[] entry = i < bundle.leaves().size() ? bundle.leaves().get(i) : null;
            byte[] hashes = bundle.hashes();
            byte[] tile = hashes == null ? null : Tile.hash(hashes, i);
            int index = Math.toIntExact(bundle.number() * Tile.WIDTH + i);
            unreadable.set(index, entry == null);
            gaps |= entry == null && tile == null;
            byte[] known = entry != null ? entry : tile != null ? tile : Hashes.empty();
            byte[] other = tile != null ? tile : known;
            if (!Arrays.equals(known, other)) {
                EntryText text = EntryText.read(bundle.entries().get(i));
                disagreements.accept(new Disagreement(index, text == null ? null : text.id(), known, other));
                disputed.set(index);
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

    /**
     * After the last bundle.
     *
     * @return what is wrong with the root that was signed; null where nothing is, or it cannot be known
     */
    @Nullable
    String end(@Nullable Checkpoint checkpoint) throws IOException {
        for (int level = 1; layout.tiles(level) > 0; level++) {
            long last = layout.tiles(level) - 1;
            if (layout.width(level, last) < Tile.WIDTH) {
                byte[] hashes = Tile.joined(ofEntries.open(level));
                compare(level, last, hashes, ofTiles == null ? hashes : Tile.joined(ofTiles.open(level)));
            }
        }
        byte[] root = ofEntries.root();
        boolean entriesFit = checkpoint != null && Arrays.equals(root, checkpoint.root());
        boolean tilesFit =
                checkpoint != null && Arrays.equals(ofTiles == null ? root : ofTiles.root(), checkpoint.root());
        disagreements.first().forEach(one -> faults.accept(fault(one, entriesFit, tilesFit)));
        faults.more(disagreements.more());
        if (entriesFit) {
            disputed.clear();
        }
        if (checkpoint == null || gaps || entriesFit || tilesFit) {
            return null;
        }
        if (!unreadable.isEmpty()) {
            faults.accept(Fault.tampered(
                    layout.tile(0, unreadable.nextSetBit(0) / Tile.WIDTH),
                    "with the hashes of the entries that cannot be read the tree has another root than was signed"));
            return null;
        }
        return "root: " + text(checkpoint.root()) + " (expected: " + text(root) + ", to which the " + layout.size()
                + " entries lead)";
    }

    /** After the end: the entries that are not what was signed, or not there. */
    BitSet lost() {
        BitSet lost = (BitSet) unreadable.clone();
        lost.or(disputed);
        return lost;
    }

    /** @param older the checkpoint, whose signature was found to fit */
    void grownFrom(Checkpoint older, String file) {
        if (!gaps && !Arrays.equals(this.older, older.root()) && !Arrays.equals(olderOfTiles, older.root())) {
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
