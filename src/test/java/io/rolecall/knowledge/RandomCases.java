package io.rolecall.knowledge;

import java.util.Random;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/** Random small policies with random situations, for tests of other packages. */
public final class RandomCases {

    private static final int SITUATIONS = 50;

    private RandomCases() {}

    /** @param told the rules and the facts, for a message */
    public record Case(KnowledgeBase base, Facts facts, String told) {}

    public static void each(long seed, int cases, Consumer<Case> check) {
        Random random = new Random(seed);
        for (int done = 0; done < cases; done += SITUATIONS) {
            RandomPolicy policy = RandomPolicy.random(random);
            KnowledgeBase base = KnowledgeBase.compile(policy.check().rulebook());
            for (int i = 0; i < SITUATIONS; i++) {
                String situation = RandomPolicy.json(RandomPolicy.situation(random));
                Facts facts = FactReader.read(JsonMapper.shared().readTree(situation), "/facts", base.rulebook());
                check.accept(new Case(base, facts, policy.text() + situation));
            }
        }
    }
}
