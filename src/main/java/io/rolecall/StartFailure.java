package io.rolecall;

import io.rolecall.audit.AuditUnavailableException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.ConversionFailedException;

/** A start that fails for a reason outside the service ends with one line: what it is, and how to mend it. */
@Order(0)
class StartFailure implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String line = line(cause);
            if (line != null) {
                System.err.println(line);
                return true;
            }
        }
        return false;
    }

    private static @Nullable String line(Throwable cause) {
        if (cause instanceof AuditUnavailableException) {
            return cause.getMessage();
        }
        if (cause instanceof PortInUseException inUse) {
            return "Port " + inUse.getPort() + " is in use. Stop what listens there, or choose another port with"
                    + " --server.port (API) or --management.server.port (health and metrics).";
        }
        if (cause instanceof BindException bind && bind.getProperty() != null) {
            return bind.getName() + " is \"" + bind.getProperty().getValue() + "\" (expected: "
                    + bind.getTarget().getType().resolve(Object.class).getSimpleName() + ").";
        }
        if (cause instanceof ConversionFailedException conversion) {
            return "A property has a value that does not fit: \"" + conversion.getValue() + "\" (expected: "
                    + conversion.getTargetType().getType().getSimpleName() + ").";
        }
        return null;
    }
}
