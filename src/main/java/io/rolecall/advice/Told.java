package io.rolecall.advice;

import java.util.List;

/** An answer for machines, as JSON, that can be a page for people, too. */
interface Told {

    List<Block> page();
}
