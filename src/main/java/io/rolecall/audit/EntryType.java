package io.rolecall.audit;

/** What an entry says has happened. The names stay; a reader meets them in an export years later. */
enum EntryType {
    RECOMMENDATION("recommendation"),
    POLICY_PUBLISHED("policy.published"),
    POLICY_REVIEWED("policy.reviewed"),
    POLICY_ACTIVATED("policy.activated"),
    POLICY_WITHDRAWN("policy.withdrawn"),
    POLICY_REFUSED("policy.refused"),
    KEY_ROTATED("key.rotated"),
    PAYLOAD_ERASED("payload.erased"),
    HOLD_SET("hold.set"),
    HOLD_RELEASED("hold.released"),
    FOLLOW_UP("follow-up");

    private final String text;

    EntryType(String text) {
        this.text = text;
    }

    /** What entries of this type about one thing are found by. */
    String about(String thing) {
        return text + " " + thing;
    }

    @Override
    public String toString() {
        return text;
    }
}
