package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roots and proofs against a second implementation. {@code -Drolecall.seed=7} repeats a run. */
class ProofsTests {

    private static final int LARGEST = 300;

    private final long seed = Long.getLong("rolecall.seed", System.nanoTime());

    @TempDir
    Path folder;

    /** The leaves that implementations of RFC 6962 share, and their roots from one leaf to eight. */
    @Test
    void hasTheRootsOfTheKnownVectors() {
        List<String> leaves = List.of(
                "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");
        List<String> roots = List.of(
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
        Edge edge = new Edge();
        NaiveTree naive = new NaiveTree();
        assertThat(hex(edge.root())).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (int i = 0; i < leaves.size(); i++) {
            byte[] leaf = HexFormat.of().parseHex(leaves.get(i));
            edge.add(Hashes.leaf(leaf));
            naive.add(leaf);
            assertThat(hex(edge.root())).isEqualTo(roots.get(i));
            assertThat(hex(naive.root(i + 1))).isEqualTo(roots.get(i));
        }
    }

    @Test
    void provesInclusionAndConsistencyForEverySize() throws Exception {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (DatabaseFile file = DatabaseFile.open(folder.resolve("rolecall.db"), 0);
                Session session = file.writer()) {
            NaiveTree naive = new NaiveTree();
            for (int size = 1; size <= LARGEST; size++) {
                append(session, naive, random);
                StoredTree tree = new StoredTree(session);
                Proofs proofs = new Proofs(tree);
                assertThat(proofs.root(size)).isEqualTo(naive.root(size));
                assertThat(session.log().root()).isEqualTo(naive.root(size));
                assertThat(StoredTree.edge(session).root()).isEqualTo(naive.root(size));
                for (int i = 0; i < 8; i++) {
                    int earlier = 1 + random.nextInt(size);
                    int index = random.nextInt(earlier);
                    included(proofs, naive, index, earlier);
                    consistent(proofs, naive, random.nextInt(earlier + 1), earlier);
                }
            }
            Proofs whole = new Proofs(new StoredTree(session));
            for (int index = 0; index < LARGEST; index++) {
                included(whole, naive, index, LARGEST);
                consistent(whole, naive, index, LARGEST);
            }
        }
    }

    private static void included(Proofs proofs, NaiveTree naive, int index, int size) throws Exception {
        List<byte[]> path = proofs.inclusion(index, size);
        assertThat(path).as("%d in %d", index, size).containsExactlyElementsOf(naive.inclusion(index, size));
        byte[] leaf = Hashes.leaf(naive.entry(index));
        assertThat(Proofs.rootOf(leaf, index, size, path)).isEqualTo(naive.root(size));
        byte[] other = Arrays.copyOf(naive.entry(index), naive.entry(index).length + 1);
        assertThat(Proofs.rootOf(Hashes.leaf(other), index, size, path)).isNotEqualTo(naive.root(size));
        List<byte[]> longer = new ArrayList<>(path);
        longer.add(leaf);
        assertThat(Proofs.rootOf(leaf, index, size, longer)).isNull();
        if (!path.isEmpty()) {
            assertThat(Proofs.rootOf(leaf, index, size, path.subList(1, path.size())))
                    .isNotEqualTo(naive.root(size));
        }
    }

    private static void consistent(Proofs proofs, NaiveTree naive, int smaller, int larger) throws Exception {
        List<byte[]> path = proofs.consistency(smaller, larger);
        assertThat(path).as("%d to %d", smaller, larger).containsExactlyElementsOf(naive.consistency(smaller, larger));
        byte[] before = naive.root(smaller);
        byte[] after = naive.root(larger);
        assertThat(Proofs.isConsistent(smaller, before, larger, after, path)).isTrue();
        if (smaller > 0 && smaller < larger) {
            assertThat(Proofs.isConsistent(smaller, after, larger, after, path)).isFalse();
            assertThat(Proofs.isConsistent(smaller, before, larger, before, path))
                    .isFalse();
            assertThat(Proofs.isConsistent(smaller, before, larger, after, path.subList(1, path.size())))
                    .isFalse();
        }
        assertThat(NaiveTree.consistent(smaller, larger, naive.root(smaller), naive.root(larger), path))
                .isTrue();
    }

    /** Tiles of three levels, and an edge that is read back from them. */
    @Test
    void fillsTilesOfEveryLevel() throws Exception {
        int size = 256 * 256 + 2 * 256 + 3;
        try (DatabaseFile file = DatabaseFile.open(folder.resolve("rolecall.db"), 0);
                Session session = file.writer()) {
            NaiveTree naive = new NaiveTree();
            session.begin();
            for (int i = 0; i < size; i++) {
                byte[] entry = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
                naive.add(entry);
                session.append(new Leaf("", entry, Hashes.leaf(entry)), null);
            }
            session.commit();
            assertThat(session.all(
                            "SELECT level, count(*), max(length(hashes)) FROM tile GROUP BY level ORDER BY level",
                            row -> row.getInt(1) + ": " + row.getInt(2) + " of " + row.getInt(3)))
                    .containsExactly("0: 258 of 8192", "1: 1 of 8192");
            assertThat(StoredTree.edge(session).root()).isEqualTo(naive.root(size));
            Proofs proofs = new Proofs(new StoredTree(session));
            Random random = new Random(seed);
            for (int i = 0; i < 5; i++) {
                int earlier = 65_000 + random.nextInt(size - 65_000 + 1);
                included(proofs, naive, random.nextInt(earlier), earlier);
                consistent(proofs, naive, random.nextInt(earlier), earlier);
            }
            StoredTree tree = new StoredTree(session);
            assertThat(tree.tile(0, 258)).hasSize(3 * 32);
            assertThat(tree.tile(1, 1)).hasSize(2 * 32);
            assertThat(tree.tile(2, 0)).isEqualTo(naive.root(65_536));
        }
    }

    @Test
    void forgetsWhatATransactionAddedThatIsUndone() throws Exception {
        try (DatabaseFile file = DatabaseFile.open(folder.resolve("rolecall.db"), 0);
                Session session = file.writer()) {
            NaiveTree naive = new NaiveTree();
            Random random = new Random(seed);
            for (int i = 0; i < 200; i++) {
                append(session, naive, random);
            }
            session.begin();
            for (int i = 0; i < 100; i++) {
                append(session, random);
            }
            session.rollback();
            assertThat(session.log().root()).isEqualTo(naive.root(200));
            for (int i = 0; i < 100; i++) {
                append(session, naive, random);
            }
            assertThat(StoredTree.edge(session).root()).isEqualTo(naive.root(300));
        }
    }

    @Test
    void refusesWhatThereIsNoProofFor() throws Exception {
        Proofs proofs = new Proofs((height, number) -> new byte[32]);
        assertThatThrownBy(() -> proofs.inclusion(5, 5)).hasMessage("index: 5 (expected: 0 to 4)");
        assertThatThrownBy(() -> proofs.consistency(6, 5)).hasMessage("from: 6 (expected: 0 to 5)");
        assertThat(Proofs.rootOf(new byte[32], 5, 5, List.of())).isNull();
    }

    private static void append(Session session, NaiveTree naive, Random random) throws Exception {
        session.begin();
        naive.add(append(session, random));
        session.commit();
    }

    private static byte[] append(Session session, Random random) throws Exception {
        byte[] entry = new byte[random.nextInt(40)];
        random.nextBytes(entry);
        session.append(new Leaf("", entry, Hashes.leaf(entry)), null);
        return entry;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
