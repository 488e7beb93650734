package io.rolecall.ui;

import java.beans.PropertyEditorSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/** A browser sends the lines of a text with CR LF, whatever was typed; everywhere else here a line ends with LF. */
@ControllerAdvice(basePackageClasses = LineEnds.class)
class LineEnds {

    @InitBinder
    void texts(WebDataBinder binder) {
        binder.registerCustomEditor(String.class, new PropertyEditorSupport() {
            @Override
            public void setAsText(@Nullable String text) {
                setValue(text == null ? null : text.replace("\r\n", "\n"));
            }
        });
    }
}
