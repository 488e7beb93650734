package io.rolecall.ui;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Times and numbers as people read them; {@code @words} in templates. */
@Component("words")
public class Words {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMM yyyy, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** @param time in RFC 3339, as the API has it */
    public String time(@Nullable String time) {
        return time == null ? "" : TIME.format(Instant.parse(time));
    }

    /** How long ago, roughly. */
    public String ago(@Nullable String time) {
        if (time == null) {
            return "";
        }
        long seconds =
                Math.max(0, Duration.between(Instant.parse(time), Instant.now()).toSeconds());
        if (seconds < 60) {
            return "just now";
        }
        if (seconds < 3600) {
            return count(seconds / 60, "minute") + " ago";
        }
        return seconds < 86_400 ? count(seconds / 3600, "hour") + " ago" : count(seconds / 86_400, "day") + " ago";
    }

    /** {@code 1 rule}, {@code 2 rules}. */
    public String count(Number number, String noun) {
        return counted(number, noun);
    }

    static String counted(Number number, String noun) {
        return number + " " + noun + (number.longValue() == 1 ? "" : "s");
    }

    /** Of a share between 0 and 1. */
    public String percent(Number share) {
        return hundredfold(share) + " %";
    }

    /** A share as somebody types it who counts in percent. */
    public String hundredfold(Number share) {
        return number(new BigDecimal(share.toString()).movePointRight(2));
    }

    /** With its sign, and a true minus. */
    public String signed(Number number) {
        String text = number(number);
        if (text.equals("0")) {
            return text;
        }
        return text.startsWith("-") ? "−" + text.substring(1) : "+" + text;
    }

    /** Without an exponent, and without a fraction that is none. */
    static String number(Number number) {
        BigDecimal exact = new BigDecimal(number.toString());
        return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }
}
