package dev.coffer.session;

import dev.coffer.result.Parameter;
import java.util.List;

/**
 * What a procedure call gives back besides its results.
 *
 * @param returnStatus 0 when it went well
 * @param outputs the OUT parameters of the call in its order, in their declared types
 */
public record CallOutcome(int returnStatus, List<Parameter> outputs) {
    public CallOutcome {
        outputs = List.copyOf(outputs);
    }
}
