package dev.coffer.cli.remote;

import com.microsoft.sqlserver.jdbc.SQLServerError;
import com.microsoft.sqlserver.jdbc.SQLServerException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why there is no session, in one sentence. */
final class LoginFailure {

    /** Causes are looked through that deep. */
    private static final int MAX_DEPTH = 16;

    private LoginFailure() {}

    /** As sqlcmd begins it, and with what to do. */
    static String sentence(SQLException failed, RemoteLogin login) {
        if (failed instanceof SQLServerException said) {
            SQLServerError error = said.getSQLServerError();
            if (error != null) {
                return "Sqlcmd: Error: " + error.getErrorMessage();
            }
        }
        return "Sqlcmd: Error: " + reason(failed, login);
    }

    private static String reason(SQLException failed, RemoteLogin login) {
        String there = "The server " + login.address() + " ";
        if (within(failed, UnknownHostException.class) || says(failed, "unknown host")) {
            return there + "cannot be reached: no host has that name.";
        }
        if (within(failed, CertificateException.class)) {
            return distrust(login);
        }
        if (within(failed, SSLException.class)) {
            return there + "does not agree on encryption: " + plain(deepest(failed))
                    + " Try -N strict or -N mandatory.";
        }
        if (within(failed, ConnectException.class) || says(failed, "connection refused")) {
            return there + "cannot be reached: the connection was refused. Is it running, and on that port?";
        }
        if (within(failed, SocketTimeoutException.class) || says(failed, "timed out")) {
            return "Login timeout expired. " + there + "gave no answer within "
                    + login.timeout().toSeconds() + " seconds.";
        }
        return there + "cannot be used: " + plain(failed);
    }

    private static String distrust(RemoteLogin login) {
        String name = "The certificate of " + login.address();
        if (login.trust() instanceof RemoteLogin.FileTrust trust) {
            return name + " is not the one in '" + trust.file() + "', nor vouched for by it under that name.";
        }
        return name + " is not trusted: name its PEM file with --ca (coffer serve says where it is), or trust it"
                + " unseen with -C.";
    }

    /** The driver's words without the ids and stack that it puts behind them; one line, with a full stop. */
    static String plain(Throwable failure) {
        String message = failure.getMessage();
        String text = message == null ? failure.getClass().getSimpleName() : message;
        text = text.replaceAll(" ?ClientConnectionId:.*", "")
                .replaceAll("\\s+", " ")
                .trim();
        return text.endsWith(".") ? text : text + ".";
    }

    private static boolean says(Throwable failure, String words) {
        String message = failure.getMessage();
        return message != null && message.toLowerCase(Locale.ROOT).contains(words);
    }

    private static boolean within(Throwable failure, Class<? extends Throwable> kind) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (kind.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static Throwable deepest(Throwable failure) {
        Throwable deepest = failure;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            Throwable cause = deepest.getCause();
            if (cause == null) {
                break;
            }
            deepest = cause;
        }
        return deepest;
    }
}
