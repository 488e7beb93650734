package io.rolecall.knowledge;

import java.util.List;

/**
 * @param rulebook what was understood; whole only where no finding is an error
 * @param findings sorted by file, line and column
 */
public record Checked(Rulebook rulebook, List<Finding> findings) {

    public boolean passed() {
        return findings.stream().noneMatch(Finding::isError);
    }
}
