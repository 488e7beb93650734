package io.rolecall.knowledge;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** How an evaluation, and all that is made of one, is written: members in the order of their declaration. */
public final class Json {

    public static final JsonMapper WRITER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private Json() {}
}
