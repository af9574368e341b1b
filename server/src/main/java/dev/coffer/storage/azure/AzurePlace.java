package dev.coffer.storage.azure;

import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.storage.Location;
import dev.coffer.storage.ObjectUrl;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoreException.Kind;
import dev.coffer.storage.objects.Failures;
import dev.coffer.storage.objects.ObjectPlace;
import dev.coffer.storage.objects.RemoteObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;

/**
 * Azure Blob Storage as one credential opens it. URLs are {@code https://account.host/container/blob}, or
 * {@code http://127.0.0.1:port/account/container/blob} for an emulator. Thread-safe.
 */
public final class AzurePlace implements ObjectPlace {

    private final AzureAccess access;
    private final String credential;
    private final UnaryOperator<BlobServiceClientBuilder> signing;

    private AzurePlace(AzureAccess access, String credential, UnaryOperator<BlobServiceClientBuilder> signing) {
        this.access = access;
        this.credential = credential;
        this.signing = signing;
    }

    /**
     * The SDK keeps secrets as text for as long as this place is in use.
     *
     * @param credential its name, for messages
     * @param key in base 64, as Azure shows it
     * @throws IllegalArgumentException when the key is not in base 64
     */
    public static AzurePlace withAccountKey(AzureAccess access, String credential, String account, SecretBytes key) {
        String text = text(key);
        Base64.getDecoder().decode(text);
        StorageSharedKeyCredential shared = new StorageSharedKeyCredential(account, text);
        return new AzurePlace(access, credential, builder -> builder.credential(shared));
    }

    /** @param token a shared access signature, with or without the question mark before it */
    public static AzurePlace withSignature(AzureAccess access, String credential, SecretBytes token) {
        String text = text(token);
        String bare = text.startsWith("?") ? text.substring(1) : text;
        return new AzurePlace(access, credential, builder -> builder.sasToken(bare));
    }

    private static String text(SecretBytes secret) {
        return secret.use(SecretAccess.GRANTED, raw -> new String(raw, StandardCharsets.UTF_8));
    }

    @Override
    public RemoteObject at(Location location) throws StoreException {
        ObjectUrl url = ObjectUrl.of(location);
        boolean accountInPath = url.isAddress() || url.isLoopback();
        int container = accountInPath ? 1 : 0;
        if (url.segments().size() < container + 2) {
            throw new StoreException(Kind.NOT_FOUND, location, "The URL names no blob in a container", null);
        }
        // The SDK looks for the account in the path only behind an address.
        String authority = url.host().equals("localhost")
                ? "127.0.0.1" + url.authority().substring(url.host().length())
                : url.authority();
        String endpoint = url.scheme() + "://" + authority
                + (accountInPath ? "/" + url.segments().get(0) : "");
        return new AzureBlob(
                signing.apply(access.builder(endpoint))
                        .buildClient()
                        .getBlobContainerClient(url.segments().get(container))
                        .getBlobClient(url.from(container + 1))
                        .getBlockBlobClient(),
                new Failures(location, credential));
    }

    @Override
    public String credential() {
        return credential;
    }

    @Override
    public String dialect() {
        return "";
    }
}
