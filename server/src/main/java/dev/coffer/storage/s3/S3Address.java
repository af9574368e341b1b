package dev.coffer.storage.s3;

import dev.coffer.storage.Location;
import dev.coffer.storage.ObjectUrl;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoreException.Kind;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where an S3 object is.
 *
 * @param endpoint the service, over TLS
 * @param style how the bucket is named in requests
 * @param key the object's name in the bucket
 */
record S3Address(URI endpoint, S3Place.Style style, String bucket, String key) {

    /** Hosts of Amazon's that name a bucket first. */
    private static final Pattern AMAZON_BUCKET =
            Pattern.compile("([^.].*)\\.(s3[.-][a-z0-9.-]*amazonaws\\.com(?:\\.cn)?)");

    private static final int BUCKET = 1;
    private static final int SERVICE = 2;

    /**
     * {@code s3://host[:port]/bucket/key} or, virtual hosted, {@code s3://bucket.host[:port]/key}.
     *
     * @param asked the style; when empty, hosts of Amazon's that begin with a bucket are virtual, all others are not
     */
    static S3Address of(Location location, Optional<S3Place.Style> asked) throws StoreException {
        ObjectUrl url = ObjectUrl.of(location);
        var amazon = AMAZON_BUCKET.matcher(url.host());
        boolean virtual =
                asked.map(style -> style == S3Place.Style.VIRTUAL_HOSTED).orElseGet(amazon::matches);
        String port = url.port() < 0 ? "" : ":" + url.port();
        if (virtual) {
            int dot = url.host().indexOf('.');
            boolean known = amazon.matches();
            if (url.isAddress() || (!known && dot <= 0)) {
                throw new StoreException(Kind.NOT_FOUND, location, "The host does not begin with a bucket", null);
            }
            String bucket = known ? amazon.group(BUCKET) : url.host().substring(0, dot);
            String service = known ? amazon.group(SERVICE) : url.host().substring(dot + 1);
            return new S3Address(
                    URI.create("https://" + service + port), S3Place.Style.VIRTUAL_HOSTED, bucket, url.from(0));
        }
        if (url.segments().size() < 2 || url.segments().get(0).isEmpty()) {
            throw new StoreException(Kind.NOT_FOUND, location, "The URL names no object in a bucket", null);
        }
        return new S3Address(
                URI.create("https://" + url.host() + port),
                S3Place.Style.PATH,
                url.segments().get(0),
                url.from(1));
    }
}
