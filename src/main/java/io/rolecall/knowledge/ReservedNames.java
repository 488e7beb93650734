package io.rolecall.knowledge;

import java.util.Set;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/** Names that a declaration cannot have, because stock Drools tools turn them into Java, or because a rule could not tell them. */
final class ReservedNames {

    /** Words that a rule could not tell from a name. */
    private static final Set<String> WORDS = Set.of(
            "rule",
            "when",
            "then",
            "end",
            "declare",
            "not",
            "exists",
            "or",
            "and",
            "in",
            "matches",
            "accumulate",
            "acc",
            "from",
            "eval",
            "forall",
            "query",
            "function",
            "global",
            "salience",
            "kcontext");

    /** Names that every Java file knows already, so that stock Drools would take them for those. */
    private static final Set<String> JAVA = Set.of(
            "Boolean",
            "Byte",
            "Character",
            "Class",
            "ClassLoader",
            "Cloneable",
            "Comparable",
            "Deprecated",
            "Double",
            "Enum",
            "Error",
            "Exception",
            "Float",
            "Integer",
            "Iterable",
            "Long",
            "Math",
            "Module",
            "ModuleLayer",
            "Number",
            "Object",
            "Override",
            "Package",
            "Process",
            "ProcessBuilder",
            "ProcessHandle",
            "Readable",
            "Record",
            "Runnable",
            "Runtime",
            "Short",
            "String",
            "StringBuilder",
            "System",
            "Thread",
            "ThreadGroup",
            "Throwable",
            "Void");

    private ReservedNames() {}

    /** What is wrong with the name of a fact, field or enum; null where nothing is. */
    static @Nullable String word(String name) {
        if (SourceVersion.isKeyword(name)) {
            return "\"" + name + "\" is a word of Java and cannot be a name.";
        }
        return WORDS.contains(name) ? "\"" + name + "\" is a word of the rule language and cannot be a name." : null;
    }

    /** Whether every Java file knows it already. */
    static boolean isJavas(String name) {
        return JAVA.contains(name);
    }
}
