package io.rolecall.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rolecall.RunningService;
import io.rolecall.audit.PolicyDraft;
import io.rolecall.audit.PolicyVersions;
import io.rolecall.policy.Bundle;
import io.rolecall.policy.Policy;
import io.rolecall.policy.PolicyReader;
import io.rolecall.policy.PolicyReader.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class PastPoliciesTests extends RunningService {

    private static final int CALLERS = 4;

    @Autowired
    private PolicyVersions versions;

    @Autowired
    private LivePolicies live;

    private int stored(String name, String words) {
        Bundle bundle = PolicyFolder.bundle(name, PolicyFolder.files(name, "wanted", words));
        PolicyDraft draft = PolicyDraft.ofFolder(name, bundle.digest(), bundle.packed(), new byte[0], null);
        return versions.take(draft, true).version().number();
    }

    @Test
    void compilesAVersionOnceForAllWhoAskAndKeepsNobodyElseWaiting() throws Exception {
        int slow = stored("past", "Slow.");
        int fast = stored("past", "Fast.");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        AtomicInteger compiled = new AtomicInteger();
        PastPolicies past = new PastPolicies(versions, live, new Turns(), bundle -> {
            if (new String(bundle.files().get("signals/thing.drl"), StandardCharsets.UTF_8).contains("Slow.")) {
                compiled.incrementAndGet();
                begun.countDown();
                await(goesOn);
            }
            return PolicyReader.read(bundle);
        });
        ExecutorService pool = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<Policy>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(pool.submit(
                        () -> past.ready("past", slow).map(Reading::policy).orElseThrow()));
            }
            await(begun);
            assertThat(past.ready("past", fast)).isPresent();
            assertThat(past.ready("hiring", 1)).isPresent();
            assertThat(past.ready("past", 99)).isEmpty();
            assertThat(callers).noneMatch(Future::isDone);
            goesOn.countDown();
            for (Future<Policy> caller : callers) {
                assertThat(caller.get()).isSameAs(callers.get(0).get());
            }
            assertThat(compiled).hasValue(1);
        } finally {
            goesOn.countDown();
            pool.shutdown();
        }
    }

    @Test
    void keepsTheVersionsThatWereUsedLast() {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i <= PastPolicies.KEPT; i++) {
            numbers.add(stored("many", "Version " + i + "."));
        }
        AtomicInteger compiled = new AtomicInteger();
        PastPolicies past = new PastPolicies(versions, live, new Turns(), bundle -> {
            compiled.incrementAndGet();
            return PolicyReader.read(bundle);
        });
        for (int number : numbers) {
            past.find("many", number);
            past.find("many", numbers.get(0));
        }
        assertThat(compiled).hasValue(numbers.size());
        past.find("many", numbers.get(1));
        assertThat(compiled).hasValue(numbers.size() + 1);
    }

    @Test
    void triesAgainWhatFailed() {
        int number = stored("failing", "Once.");
        AtomicInteger asked = new AtomicInteger();
        PastPolicies past = new PastPolicies(versions, live, new Turns(), bundle -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("no memory");
            }
            return PolicyReader.read(bundle);
        });
        assertThatThrownBy(() -> past.find("failing", number)).hasMessage("no memory");
        assertThat(past.find("failing", number).map(Reading::policy)).isPresent();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
