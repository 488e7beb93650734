package io.rolecall.advice;

import io.rolecall.audit.PolicyText;
import io.rolecall.policy.Bundle;
import java.util.SortedMap;

/** The files of a policy's version are a bundle. */
final class BundleText implements PolicyText {

    @Override
    public SortedMap<String, byte[]> files(byte[] stored) {
        return Bundle.unpacked("", stored).files();
    }

    @Override
    public String digest(SortedMap<String, byte[]> files) {
        return Bundle.of("", files).digest();
    }
}
