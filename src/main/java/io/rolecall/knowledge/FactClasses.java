package io.rolecall.knowledge;

import io.rolecall.vocabulary.Recommendation;
import io.rolecall.vocabulary.Score;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/** Makes and reads instances of the classes that Drools generated for the declared facts. */
final class FactClasses {

    private final MethodHandle[] constructors;
    private final MethodHandle[][] getters;

    FactClasses(KieBase base, List<FactType> types) {
        constructors = new MethodHandle[types.size()];
        getters = new MethodHandle[types.size()][];
        try {
            for (FactType type : types) {
                Class<?> generated = base.getFactType(Renderer.PACKAGE, Renderer.typeName(type))
                        .getFactClass();
                read(generated, type);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A generated fact class is not as expected.", e);
        }
    }

    private void read(Class<?> generated, FactType type) throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        MethodHandle[] fields = new MethodHandle[type.fields().size()];
        Class<?>[] parameters = new Class<?>[fields.length];
        for (Field field : type.fields()) {
            MethodHandle getter = lookup.unreflect(generated.getMethod("getF" + field.number()));
            parameters[field.number()] = getter.type().returnType();
            fields[field.number()] = getter.asType(MethodType.methodType(Object.class, Object.class));
        }
        MethodHandle constructor = lookup.unreflectConstructor(generated.getConstructor(parameters));
        constructors[type.number()] = constructor
                .asSpreader(Object[].class, fields.length)
                .asType(MethodType.methodType(Object.class, Object[].class));
        getters[type.number()] = fields;
    }

    Object make(FactType type, @Nullable Object[] values) {
        try {
            return constructors[type.number()].invokeExact(values);
        } catch (Throwable e) {
            throw new IllegalStateException("A fact could not be made.", e);
        }
    }

    @Nullable
    Object read(Object fact, FactType type, Field field) {
        if (fact instanceof Score score) {
            return switch (field.name()) {
                case "leaning" -> score.getLeaning();
                case "total" -> score.getTotal();
                case "rank" -> score.getRank();
                default -> score.getLead();
            };
        }
        if (fact instanceof Recommendation recommendation) {
            return recommendation.getOutcome();
        }
        try {
            return (Object) getters[type.number()][field.number()].invokeExact(fact);
        } catch (Throwable e) {
            throw new IllegalStateException("A fact could not be read.", e);
        }
    }
}
