package io.rolecall.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackingTests {

    private static final byte[] SENTENCES = IntStream.range(0, 500)
            .mapToObj(i -> "{\"rule\":\"Rule number " + i * 7919 + " of the policy\",\"because\":\"Reason " + i * 104729
                    + ".\"}")
            .reduce("", String::concat)
            .getBytes(StandardCharsets.UTF_8);

    @Test
    void anAnswerComesBackToTheByte() {
        Random random = new Random(20_261_121);
        Packing packing = new Packing(SENTENCES);
        for (int i = 0; i < 500; i++) {
            byte[] answer = new byte[random.nextInt(20_000)];
            if (i % 2 == 0) {
                random.nextBytes(answer);
            } else {
                System.arraycopy(SENTENCES, random.nextInt(1_000), answer, 0, Math.min(answer.length, 10_000));
            }
            assertThat(packing.unpack(packing.pack(answer))).isEqualTo(answer);
        }
    }

    @Test
    void sentencesOfThePolicyTakeHardlyAnyRoom() {
        byte[] answer = java.util.Arrays.copyOfRange(SENTENCES, 5_000, 15_000);
        assertThat(new Packing(SENTENCES).pack(answer)).hasSizeLessThan(200);
    }

    @Test
    void oneReadsTheSampleAndThoseMeanwhileDoWithout() {
        Packings packings = new Packings();
        Packing read = new Packing(SENTENCES);
        byte[] answer = java.util.Arrays.copyOfRange(SENTENCES, 5_000, 15_000);
        Packing first = packings.next("hiring", 2, () -> {
            Packing meanwhile = packings.next("hiring", 2, () -> fail("the sample is read twice"));
            assertThat(read.unpack(meanwhile.pack(answer))).isEqualTo(answer);
            assertThat(packings.next("hiring", 1, () -> read)).isSameAs(read);
            return read;
        });
        assertThat(first).isSameAs(read);
        assertThatThrownBy(() -> packings.next("hiring", 3, () -> {
                    throw new IllegalStateException("the disk");
                }))
                .hasMessage("the disk");
        assertThat(packings.next("hiring", 3, () -> read)).isSameAs(read);
    }

    @Test
    void withoutASampleItIsKeptAllTheSame() {
        Packing packing = new Packing(new byte[0]);
        byte[] answer = SENTENCES.clone();
        assertThat(packing.unpack(packing.pack(answer))).isEqualTo(answer);
        assertThat(packing.pack(answer)).hasSizeLessThan(answer.length);
    }
}
