package io.rolecall.knowledge;

import io.rolecall.knowledge.ValueType.EnumType;
import java.util.List;
import java.util.Map;

/** The enums and facts of a policy by name, the vocabulary's among them. */
record Declarations(Map<String, EnumType> enums, Map<String, FactType> types) {

    List<FactType> declared() {
        return types.values().stream()
                .filter(type -> type.origin() != FactType.Origin.VOCABULARY)
                .toList();
    }
}
