package dev.coffer.storage.objects;

import dev.coffer.storage.Location;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoreException.Kind;
import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says in the words of the storage contract what a service answered, and with which credential it was asked. What
 * libraries say is left out: it may quote signed URLs.
 *
 * @param location of the object
 * @param credential by name
 */
public record Failures(Location location, String credential) {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9.]{1,64}");
    private static final int MAX_CAUSES = 16;

    /**
     * @param status of HTTP
     * @param code the service's own word for it; may be anything
     */
    public StoreException answered(int status, @Nullable String code) {
        String word = code != null && CODE.matcher(code).matches() ? " " + code : "";
        return failure(kindOf(status, word.toLowerCase(Locale.ROOT)), "HTTP " + status + word);
    }

    private static Kind kindOf(int status, String code) {
        if (code.contains("quota") || code.contains("insufficientstorage") || code.contains("storagefull")) {
            return Kind.NO_SPACE;
        }
        return switch (status) {
            case 400 -> code.contains("timeout") ? Kind.INTERRUPTED : Kind.BROKEN;
            case 401, 403 -> Kind.DENIED;
            case 404 -> code.contains("container") || code.contains("bucket") ? Kind.NO_SUCH_FOLDER : Kind.NOT_FOUND;
            case 409 -> conflict(code);
            case 412 -> code.contains("lease") ? Kind.IN_USE : Kind.EXISTS;
            case 429, 503 -> Kind.THROTTLED;
            case 408, 500, 502, 504 -> Kind.INTERRUPTED;
            case 501 -> Kind.UNSUPPORTED;
            case 507 -> Kind.NO_SPACE;
            default -> Kind.BROKEN;
        };
    }

    private static Kind conflict(String code) {
        if (code.contains("exists")) {
            return Kind.EXISTS;
        }
        if (code.contains("immutab")) {
            return Kind.DENIED;
        }
        // What S3 says of two requests at once that exclude each other, and asks to be asked again.
        return code.contains("operationaborted") || code.contains("conditionalrequestconflict")
                ? Kind.THROTTLED
                : Kind.IN_USE;
    }

    /** No answer, or half of one. */
    public StoreException unanswered(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof SSLException) {
                return cause.getMessage() != null && cause.getMessage().contains("PKIX")
                        ? failure(Kind.DENIED, "The server's certificate is not trusted")
                        : failure(Kind.INTERRUPTED, "The TLS connection failed");
            }
            if (cause instanceof SocketTimeoutException
                    || cause instanceof HttpTimeoutException
                    || cause instanceof TimeoutException
                    || cause.getClass().getSimpleName().contains("Timeout")) {
                return failure(Kind.INTERRUPTED, "No answer in time");
            }
            if (cause instanceof java.io.IOException || cause instanceof InterruptedException) {
                return failure(
                        Kind.INTERRUPTED, "No answer: " + cause.getClass().getSimpleName());
            }
            cause = cause.getCause();
        }
        return failure(Kind.INTERRUPTED, "No answer: " + failure.getClass().getSimpleName());
    }

    /** @param what one clause, nothing secret */
    public StoreException failure(Kind kind, String what) {
        return new StoreException(kind, location, what + ", tried with the credential '" + credential + "'", null);
    }
}
