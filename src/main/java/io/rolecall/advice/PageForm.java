package io.rolecall.advice;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;

/** Sends what is told as a page where the caller asks for one; else it is sent as JSON, like all else. */
@Component
final class PageForm extends AbstractHttpMessageConverter<Told> {

    static final String MARKDOWN = "text/markdown";

    PageForm() {
        super(StandardCharsets.UTF_8, MediaType.valueOf(MARKDOWN), MediaType.TEXT_HTML);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return Told.class.isAssignableFrom(type);
    }

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    protected Told readInternal(Class<? extends Told> type, HttpInputMessage input) {
        throw new HttpMessageNotReadableException("A page is only sent", input);
    }

    /** A page loads and runs nothing, whatever a policy's text might have become in it. */
    @Override
    protected void writeInternal(Told told, HttpOutputMessage output) throws IOException {
        boolean html = MediaType.TEXT_HTML.isCompatibleWith(output.getHeaders().getContentType());
        output.getHeaders().set("Content-Security-Policy", "default-src 'none'");
        String text = html ? Html.of(told.page()) : Markdown.of(told.page());
        output.getBody().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
