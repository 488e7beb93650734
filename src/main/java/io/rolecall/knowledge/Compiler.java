package io.rolecall.knowledge;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.definition.rule.Rule;
import org.kie.api.runtime.KieContainer;

/** From rendered DRL to a Drools base. */
final class Compiler {

    private static final AtomicInteger BUILDS = new AtomicInteger();

    private Compiler() {}

    /**
     * One at a time: two builds at once can end up with each other's rules (apache/incubator-kie-issues#6617).
     *
     * @throws IllegalStateException where the rendering does not compile: a defect of ours, never the author's
     */
    static synchronized KieBase compile(String drl, Set<String> expectedRules) {
        KieServices services = KieServices.get();
        ReleaseId release = services.newReleaseId("io.rolecall", "policy", "1." + BUILDS.incrementAndGet());
        KieFileSystem files = services.newKieFileSystem()
                .generateAndWritePomXML(release)
                .write("src/main/resources/" + Renderer.PACKAGE + "/rules.drl", drl);
        ClassLoader loader = Compiler.class.getClassLoader();
        KieBuilder builder = services.newKieBuilder(files, loader);
        try {
            builder.buildAll(ExecutableModelProject.class);
            if (builder.getResults().hasMessages(Message.Level.ERROR)) {
                throw new IllegalStateException("The rendered rules do not compile: "
                        + builder.getResults().getMessages() + "\n" + drl);
            }
            KieContainer container = services.newKieContainer(release, loader);
            KieBase base = container.newKieBase(services.newKieBaseConfiguration());
            Set<String> rules = base.getKiePackages().stream()
                    .flatMap(part -> part.getRules().stream())
                    .map(Rule::getName)
                    .collect(Collectors.toSet());
            if (!rules.equals(expectedRules)) {
                throw new IllegalStateException("The base holds other rules than rendered.");
            }
            container.dispose();
            return base;
        } finally {
            services.getRepository().removeKieModule(release);
        }
    }
}
