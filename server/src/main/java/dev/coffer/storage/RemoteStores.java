package dev.coffer.storage;

import java.util.Map;

/** The places outside that an instance can reach. Thread-safe. */
public interface RemoteStores {

    /** @throws IllegalArgumentException when the secret has not the form that the service wants */
    Store open(RemoteAccess access) throws StoreException;

    /** One location of an upload that an earlier process did not end, by the name of its credential. */
    Map<String, Location> unfinished() throws StoreException;
}
