package io.rolecall.knowledge;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.drools.kiesession.session.StatefulKnowledgeSessionImpl;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ClockTypeOption;

/**
 * Sessions of one base, used again and again, because resetting one is cheaper than setting one up. The one used last is
 * used next, while its memory is still in the processor's cache, and no more evaluate at once than there are processors:
 * more would only take turns. (Drools' own pool hands out the one that has rested longest.)
 */
final class Sessions {

    private static final Semaphore PROCESSORS =
            new Semaphore(Runtime.getRuntime().availableProcessors());

    private final KieBase base;
    private final KieSessionConfiguration configuration;
    private final ConcurrentLinkedDeque<KieSession> idle = new ConcurrentLinkedDeque<>();

    Sessions(KieBase base) {
        this.base = base;
        this.configuration = KieServices.get().newKieSessionConfiguration();
        // No rule knows the time, and the real clock brings a scheduler with it.
        configuration.setOption(ClockTypeOption.PSEUDO);
    }

    interface Use<T> {
        T with(KieSession session);
    }

    <T> T use(Use<T> use) {
        PROCESSORS.acquireUninterruptibly();
        try {
            KieSession session = idle.pollFirst();
            if (session == null) {
                session = base.newKieSession(configuration, null);
            }
            T result;
            try {
                result = use.with(session);
            } catch (RuntimeException | Error e) {
                session.dispose(); // its state is unknown
                throw e;
            }
            ((StatefulKnowledgeSessionImpl) session).reset();
            idle.addFirst(session);
            return result;
        } finally {
            PROCESSORS.release();
        }
    }
}
