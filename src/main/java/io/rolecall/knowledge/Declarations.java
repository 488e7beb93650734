package io.rolecall.knowledge;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What rules may name: the declared enums, and fact types together with the engine's own.
 *
 * @param lost declarations that could not be read; nothing that follows from them is said
 * @param phrases what texts may be searched for: those that the rules name come in as they are read
 * @param unsure fields whose type is not known
 */
record Declarations(
        Map<String, ValueType.EnumType> enums,
        Map<String, FactType> types,
        Set<String> lost,
        Set<Field> unsure,
        Phrasebook phrases) {

    /** The policy's own, in the order of the files. */
    List<FactType> declared() {
        return types.values().stream()
                .filter(type -> type.origin() != FactType.Origin.VOCABULARY)
                .toList();
    }
}
