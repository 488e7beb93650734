package io.rolecall.advice;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How many callers are waiting for a recommendation: work that can wait makes way for them. */
@Component
class LiveRequests implements HandlerInterceptor, WebMvcConfigurer {

    private final AtomicInteger underWay = new AtomicInteger();
    private volatile long lastEnd = System.nanoTime() - Long.MAX_VALUE / 2;

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/v1/policies/*/recommendations");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        underWay.incrementAndGet();
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        lastEnd = System.nanoTime();
        underWay.decrementAndGet();
    }

    /** Whether there is one now, or was one within so many nanoseconds. */
    boolean within(long nanos) {
        return underWay.get() > 0 || System.nanoTime() - lastEnd < nanos;
    }
}
