package dev.coffer.tds;

/** The product version that PRELOGIN, LOGINACK and SERVERPROPERTY must agree on: 16.0.1000. */
final class ProductVersion {

    /** Clients switch on this name. */
    static final String PROGRAM = "Microsoft SQL Server";

    private static final int MAJOR = 16;
    private static final int MINOR = 0;
    private static final int BUILD = 1000;

    private ProductVersion() {}

    /** Major, minor, build (big-endian) and sub-build (2 bytes). */
    static byte[] prelogin() {
        return new byte[] {MAJOR, MINOR, (byte) (BUILD >>> 8), (byte) BUILD, 0, 0};
    }

    /** Major, minor, build (big-endian). */
    static byte[] loginAck() {
        return new byte[] {MAJOR, MINOR, (byte) (BUILD >>> 8), (byte) BUILD};
    }
}
