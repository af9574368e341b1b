package dev.coffer.storage.s3;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.storage.Location;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.objects.Failures;
import dev.coffer.storage.objects.ObjectPlace;
import dev.coffer.storage.objects.RemoteObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** An S3 service as one credential opens it. Thread-safe. */
public final class S3Place implements ObjectPlace {

    /** Where SQL Server looks when nobody names a region. */
    public static final String DEFAULT_REGION = "us-east-1";

    private final S3Access access;
    private final String credential;
    private final Options options;
    private final AwsBasicCredentials key;

    /** How requests name the bucket: in the path, or before the host. */
    public enum Style {
        PATH,
        VIRTUAL_HOSTED
    }

    /**
     * What BACKUP_OPTIONS and RESTORE_OPTIONS say.
     *
     * @param region that requests are signed for
     * @param style when empty, the URL decides
     */
    public record Options(String region, Optional<Style> style) {
        public static final Options NONE = new Options(DEFAULT_REGION, Optional.empty());

        private static final String NO_STYLE = "-";

        /** In one line, for {@link #parse}. */
        public String text() {
            return region + " " + style.map(Style::name).orElse(NO_STYLE);
        }

        /** Empty for what {@link #text} did not write. */
        public static Optional<Options> parse(String text) {
            String[] words = text.split(" ", -1);
            if (words.length != 2 || words[0].isEmpty()) {
                return Optional.empty();
            }
            if (words[1].equals(NO_STYLE)) {
                return Optional.of(new Options(words[0], Optional.empty()));
            }
            return Arrays.stream(Style.values())
                    .filter(style -> style.name().equals(words[1]))
                    .findFirst()
                    .map(style -> new Options(words[0], Optional.of(style)));
        }
    }

    /**
     * The SDK keeps the key as text for as long as this place is in use.
     *
     * @param credential its name, for messages
     * @param secret access key id, a colon, secret access key
     * @throws IllegalArgumentException when there is no colon with something on both sides
     */
    public S3Place(S3Access access, String credential, SecretBytes secret, Options options) {
        this.access = access;
        this.credential = credential;
        this.options = options;
        this.key = secret.use(SecretAccess.GRANTED, raw -> key(new String(raw, StandardCharsets.UTF_8)));
    }

    private static AwsBasicCredentials key(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || colon == text.length() - 1) {
            throw new IllegalArgumentException("The secret is not an access key id, a colon and a secret key");
        }
        return AwsBasicCredentials.create(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public RemoteObject at(Location location) throws StoreException {
        S3Address address = S3Address.of(location, options.style());
        AbortableClient requests = access.requests();
        return new S3Object(
                requests,
                access.client(address, options.region(), key, requests),
                address,
                new Failures(location, credential));
    }

    @Override
    public String credential() {
        return credential;
    }

    @Override
    public String dialect() {
        return options.text();
    }
}
