package dev.coffer.security;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.catalog.StoredLogin;
import dev.coffer.crypto.Argon2;
import dev.coffer.crypto.Hmac;
import dev.coffer.crypto.RandomSource;
import dev.coffer.errors.SqlError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Logins and their passwords, stored as Argon2id hashes. A password that was right once is remembered as an HMAC under
 * a key that only this process ever has: pools that open a hundred connections pay for the hash once, and nobody who
 * floods the server with wrong passwords holds up those who know the right one. Thread-safe.
 */
public final class Logins {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private final LoginStore store;
    private final RandomSource random;
    private final Clock clock;
    private final SecretBytes memoryKey;
    private final byte[] nobodysSalt;
    private final Map<String, byte[]> remembered = new ConcurrentHashMap<>();

    public Logins(LoginStore store, RandomSource random, Clock clock) {
        this.store = store;
        this.random = random;
        this.clock = clock;
        this.memoryKey = random.key(HASH_BYTES);
        this.nobodysSalt = random.bytes(SALT_BYTES);
    }

    public boolean exists(String name) throws SqlError {
        return store.find(name).isPresent();
    }

    /**
     * Makes the login, or gives it another password. About 0.15 s.
     *
     * @param password UTF-8; stays the caller's
     * @throws SqlError 33062 to 33064 when the password breaks the policy
     */
    public void setPassword(String name, SecretBytes password) throws SqlError {
        PasswordPolicy.checkLoginPassword(password);
        Optional<StoredLogin> old = store.find(name);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        byte[] salt = random.bytes(SALT_BYTES);
        Argon2.Cost cost = Argon2.Cost.LOGIN;
        store.put(new StoredLogin(
                old.map(StoredLogin::guid).orElseGet(UUID::randomUUID),
                old.map(StoredLogin::name).orElse(name),
                salt,
                hash(password, salt, cost),
                new StoredLogin.HashCost(cost.memoryKibibytes(), cost.iterations(), cost.lanes()),
                old.map(StoredLogin::createdAt).orElse(now),
                now,
                new byte[0]));
        remembered.remove(key(name));
    }

    /** Whether this password was right before, and is still. Takes microseconds. */
    boolean remembers(String name, SecretBytes password) {
        byte[] proof = remembered.get(key(name));
        return proof != null && MessageDigest.isEqual(proof, proof(name, password));
    }

    /** Why a login failed, with SQL Server's state for it, which goes to the log alone. */
    enum Failure {
        UNKNOWN(5, "Could not find a login matching the name provided."),
        WRONG_PASSWORD(8, "Password did not match that for the login provided."),
        UNCHECKED(10, "Login could not be checked.");

        private final int state;
        private final String reason;

        Failure(int state, String reason) {
            this.state = state;
            this.reason = reason;
        }

        int state() {
            return state;
        }

        String reason() {
            return reason;
        }
    }

    /**
     * Whether the password is the login's: empty when it is. About 0.15 s, also for a name that nobody has.
     *
     * @throws SqlError 49910 when the login's row was changed outside this server
     */
    Optional<Failure> verify(String name, SecretBytes password) throws SqlError {
        Optional<StoredLogin> login = store.find(name);
        if (login.isEmpty()) {
            hash(password, nobodysSalt, Argon2.Cost.LOGIN);
            return Optional.of(Failure.UNKNOWN);
        }
        StoredLogin known = login.get();
        Argon2.Cost cost = new Argon2.Cost(
                known.cost().memoryKibibytes(),
                known.cost().iterations(),
                known.cost().lanes());
        if (!MessageDigest.isEqual(known.hash(), hash(password, known.salt(), cost))) {
            return Optional.of(Failure.WRONG_PASSWORD);
        }
        remembered.put(key(name), proof(name, password));
        return Optional.empty();
    }

    private static byte[] hash(SecretBytes password, byte[] salt, Argon2.Cost cost) {
        try (SecretBytes derived = Argon2.derive(password, salt, cost, HASH_BYTES)) {
            return derived.reveal(SecretAccess.GRANTED);
        }
    }

    private byte[] proof(String name, SecretBytes password) {
        byte[] label = (key(name) + "\0").getBytes(StandardCharsets.UTF_8);
        return password.use(SecretAccess.GRANTED, raw -> Hmac.of(memoryKey, label, raw));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
