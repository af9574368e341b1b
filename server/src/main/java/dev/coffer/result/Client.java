package dev.coffer.result;

/**
 * Who is at the other end of a session, as it says itself and as the connection shows: what HOST_NAME, APP_NAME, @@SPID
 * and CONNECTIONPROPERTY answer. Nothing is to be decided by it.
 *
 * @param sessionId the session's number in this instance, 1 to 32767
 * @param hostName of the client's machine, at most 128 characters
 * @param programName at most 128 characters
 * @param processId the client's process; 0 when it did not say
 * @param transport TCP, or Shared memory for a client inside the server's own process
 * @param address of the client, or {@code <local machine>}
 */
public record Client(
        int sessionId, String hostName, String programName, long processId, String transport, String address) {

    /** The first number that is no system session's. */
    public static final int FIRST_SESSION = 51;

    /** A client inside the server's own process. */
    public static Client local(int sessionId, String hostName) {
        return new Client(
                sessionId, hostName, "coffer", ProcessHandle.current().pid(), "Shared memory", "<local machine>");
    }
}
