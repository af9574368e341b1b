package dev.coffer.command;

import dev.coffer.keys.Notice;
import java.util.List;

/** Hands on what the keys want the operator to know. */
final class Notices {

    private Notices() {}

    static void tell(List<Notice> notices, Caller caller) {
        for (Notice notice : notices) {
            caller.inform(notice.message(), notice.arguments().toArray());
        }
    }
}
