package io.rolecall.advice;

import io.rolecall.knowledge.Messages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses parameters that a call does not have, or has once: the answer would be one to another question than the caller believes
 * to have asked.
 */
@Component
final class QueryParameters implements HandlerInterceptor, WebMvcConfigurer {

    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d*)");

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/v1/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getQueryString() != null && handler instanceof HandlerMethod method) {
            Map<String, Class<?>> known = known(method);
            request.getParameterMap().forEach((name, values) -> check(name, values, known));
        }
        return true;
    }

    private static Map<String, Class<?>> known(HandlerMethod method) {
        Map<String, Class<?>> known = new LinkedHashMap<>();
        for (Parameter parameter : method.getMethod().getParameters()) {
            if (parameter.isAnnotationPresent(RequestParam.class)) {
                known.put(parameter.getName(), parameter.getType());
            }
        }
        return known;
    }

    private static void check(String name, String[] values, Map<String, Class<?>> known) {
        Class<?> type = known.get(name);
        if (type == null) {
            List<String> names = List.copyOf(known.keySet());
            String hint = Messages.didYouMean(name, names);
            throw bad("There is no parameter \"" + Messages.shorten(name) + "\" "
                    + (names.isEmpty() ? "(expected: none)" : Messages.expected(names)) + "."
                    + (hint == null ? "" : " " + hint));
        }
        if (values.length > 1) {
            throw bad(name + " is there " + values.length + " times (expected: once).");
        }
        // Java reads 0x1 and 010 as numbers, too
        if (Number.class.isAssignableFrom(type)
                && !values[0].isEmpty()
                && !WHOLE.matcher(values[0]).matches()) {
            throw bad(name + " is \"" + Messages.shorten(values[0]) + "\" (expected: a whole number).");
        }
    }

    /**
     * How many of something a caller asks for.
     *
     * @param limit as it came
     * @param usual where it is left out
     * @throws ProblemException where it is not between 1 and the most there can be
     */
    static int limit(@Nullable Integer limit, int usual, int most) {
        if (limit == null) {
            return usual;
        }
        if (limit < 1 || limit > most) {
            throw bad("limit is " + limit + " (expected: a whole number from 1 to " + most + ").");
        }
        return limit;
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(Problem.BAD_PARAMETER, detail);
    }
}
