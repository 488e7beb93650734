package io.rolecall.advice;

import io.rolecall.knowledge.FactType;
import io.rolecall.knowledge.Messages;
import io.rolecall.knowledge.Rule;
import io.rolecall.knowledge.Terms;
import io.rolecall.policy.Policy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which rules of a version a caller wants to see; what is left out or empty filters nothing. */
record RuleFilter(Policy policy, List<Predicate<Rule>> all) {

    private static final String NEVER = "never";

    static RuleFilter of(Policy policy) {
        return new RuleFilter(policy, new ArrayList<>());
    }

    boolean shows(Rule rule) {
        return all.stream().allMatch(one -> one.test(rule));
    }

    /** A leaning that they favour or oppose. */
    RuleFilter leaning(@Nullable String leaning) {
        return add(leaning, wanted -> {
            known("leaning", wanted, policy.base().rulebook().terms().leanings());
            return rule -> rule.says() instanceof Rule.Raises raises
                    && raises.leaning().equals(wanted);
        });
    }

    /** A fact that their conditions read: a type by either of its names, or one of its fields. */
    RuleFilter fact(@Nullable String fact) {
        return add(fact, wanted -> {
            String path = wanted.substring(0, 1).toLowerCase(Locale.ROOT) + wanted.substring(1);
            int dot = path.indexOf('.');
            String type = dot < 0 ? path : path.substring(0, dot);
            known("fact", type, types().keySet());
            if (dot >= 0) {
                known("fact", path, types().getOrDefault(type, List.of()));
            }
            return rule -> rule.reads().stream().anyMatch(read -> read.equals(path) || read.startsWith(path + "."));
        });
    }

    /** The paths of each one's fields. */
    private Map<String, List<String>> types() {
        return policy.base().rulebook().all().stream()
                .collect(Collectors.toMap(
                        FactType::member,
                        type -> type.fields().stream()
                                .map(field -> type.member() + "." + field.name())
                                .toList()));
    }

    /** A source that they cite, or one place of it. */
    RuleFilter source(@Nullable String source) {
        return add(source, wanted -> {
            Terms terms = policy.base().rulebook().terms();
            if (!terms.knows(wanted)) {
                throw bad("source: " + terms.unknown(Messages.shorten(wanted)));
            }
            return rule -> rule.cites().stream()
                    .anyMatch(cited -> cited.equals(wanted)
                            || Citations.key(cited, policy.sources()).equals(wanted));
        });
    }

    /** The file in which they stand. */
    RuleFilter file(@Nullable String file) {
        return add(file, wanted -> {
            List<String> files = policy.bundle().files().keySet().stream()
                    .filter(path -> path.endsWith(".drl"))
                    .toList();
            known("file", wanted, files);
            return rule -> rule.file().equals(wanted);
        });
    }

    /** @param never whether a rule never did, as far as was counted */
    RuleFilter fired(@Nullable String fired, Predicate<Rule> never) {
        return add(fired, wanted -> {
            if (!wanted.equals(NEVER)) {
                throw bad("fired is \"" + Messages.shorten(wanted) + "\" (expected: " + NEVER + ").");
            }
            return never;
        });
    }

    private RuleFilter add(@Nullable String wanted, Function<String, Predicate<Rule>> filter) {
        if (wanted != null && !wanted.isEmpty()) {
            all.add(filter.apply(wanted));
        }
        return this;
    }

    private void known(String parameter, String value, Collection<String> names) {
        if (!names.contains(value)) {
            String hint = Messages.didYouMean(value, names);
            throw bad(parameter + ": the policy \"" + policy.name() + "\" has no \"" + Messages.shorten(value) + "\" "
                    + Messages.expected(names) + "."
                    + (hint == null ? "" : " " + hint));
        }
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(Problem.BAD_PARAMETER, detail);
    }
}
