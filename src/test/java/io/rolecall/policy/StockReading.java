package io.rolecall.policy;

import java.nio.charset.StandardCharsets;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieSession;

/** Compiles a hostile file with stock Drools, and fires it. */
final class StockReading implements HostileRun.Reader {

    private static final int FIRINGS = 1_000;

    /** {@code FIRES} and how often, or {@code DOES NOT COMPILE}. */
    @Override
    public String read(HostileFile file) {
        KieServices services = KieServices.Factory.get();
        ReleaseId module = services.newReleaseId("io.rolecall.control", "m" + System.nanoTime(), "1");
        KieFileSystem system = services.newKieFileSystem();
        system.generateAndWritePomXML(module);
        system.write(
                "src/main/resources/" + HostileFile.POLICY + "/rules.drl",
                new String(file.content(), StandardCharsets.UTF_8));
        KieBuilder builder = services.newKieBuilder(system).buildAll(ExecutableModelProject.class);
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            return "DOES NOT COMPILE "
                    + builder.getResults().getMessages().get(0).getText();
        }
        KieBase base = services.newKieContainer(module).getKieBase();
        KieSession session = base.newKieSession();
        return "FIRES " + session.fireAllRules(FIRINGS);
    }
}
