package io.rolecall.advice;

import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * How many callers are waiting for a recommendation: work that can wait makes way for them. And for how long they did, also those
 * who ask through a page, whose calls never come over the network.
 */
@Component
class LiveRequests implements HandlerInterceptor, WebMvcConfigurer {

    private static final String BEGIN = LiveRequests.class.getName() + ".begin";

    private final AtomicInteger underWay = new AtomicInteger();
    private volatile long lastEnd = System.nanoTime() - Long.MAX_VALUE / 2;

    private final RecentTimes times;

    LiveRequests(RecentTimes times) {
        this.times = times;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/v1/policies/*/recommendations");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        underWay.incrementAndGet();
        request.setAttribute(BEGIN, System.nanoTime());
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        long end = System.nanoTime();
        lastEnd = end;
        underWay.decrementAndGet();
        if (response.getStatus() == HttpServletResponse.SC_CREATED
                && request.getAttribute(BEGIN) instanceof Long begin) {
            Timer.builder(RecentTimes.ANSWERING).register(times).record(end - begin, TimeUnit.NANOSECONDS);
        }
    }

    /** Whether there is one now, or was one within so many nanoseconds. */
    boolean within(long nanos) {
        return underWay.get() > 0 || System.nanoTime() - lastEnd < nanos;
    }
}
