package io.jststream.local;

import io.jststream.connect.TableUpdate;
import io.jststream.connect.plan.Difference;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tables that an earlier run has left: they follow the catalog where that only adds or widens. Where something would be dropped or
 * narrowed the run ends before it has touched anything, unless a person has agreed.
 *
 * @param approved whether a person has
 */
record KeptTables(boolean approved, LocalPipeline.Progress progress) {
    void update(TableUpdate update) {
        if (!approved && !update.losses().isEmpty()) {
            throw refusal(update.losses());
        }
        tell(update.gain(), "; rows that are there get it when they change, or all anew after make clean");
        tell(update.lose(), "");
    }

    private void tell(String changes, String advice) {
        if (!changes.isEmpty()) {
            progress.ready("altered", changes + advice);
        }
    }

    private static OperatorException refusal(List<Difference> losses) {
        List<String> lines = new ArrayList<>();
        lines.add("the catalog has no room for what tables of an earlier run hold, and nothing has been altered:");
        losses.forEach(loss -> lines.add("  " + loss.line()));
        lines.add("make run APPROVE=1 alters them, and values may be lost; make clean removes all that make run has"
                + " stored; or let the catalog have it back");
        return new OperatorException(ExitCode.BAD_CONFIGURATION, String.join("\n", lines));
    }
}
