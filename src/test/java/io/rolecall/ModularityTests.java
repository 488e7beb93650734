package io.rolecall;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    @Test
    void packagesDependInOneDirection() {
        ApplicationModules.of(Rolecall.class).verify();
    }
}
