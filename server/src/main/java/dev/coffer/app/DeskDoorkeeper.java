package dev.coffer.app;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.errors.SqlError;
import dev.coffer.security.LoginDesk;
import dev.coffer.tds.Doorkeeper;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The desk for logins as the wire sees it. */
record DeskDoorkeeper(LoginDesk desk) implements Doorkeeper {

    @Override
    public CompletionStage<Optional<SqlError>> refusal(String login, SecretBytes password, String source) {
        return desk.refusal(login, password, source);
    }

    @Override
    public String origin(String source) {
        return LoginDesk.origin(source);
    }

    @Override
    public boolean welcomes(String source) {
        return desk.welcomes(source);
    }
}
